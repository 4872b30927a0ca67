import type { Ref } from 'vue';
import { useKeys } from '../../ui/useKeys.js';
import { LAYERS } from './layers.rules.js';
import type { RiskOf } from './useRisk.js';

/** What the keys need of the map: null while there is none. */
export interface MapHandle {
  zoom(by: number): unknown;
  home(): unknown;
  centre(): [number, number] | undefined;
  pan(x: number, y: number): unknown;
}
/** Pixels that an arrow pushes the map by while an area is drawn: the corner goes where the middle is. */
const PUSH = 60;

/** The keys of the risk map, screens §2.1. */
export function useRiskKeys(
  risk: RiskOf,
  map: Readonly<Ref<MapHandle | null>>,
  acts: { exports(): void; print(): void },
): void {
  const { moment, area } = risk;
  const arrow = (direction: 'up' | 'down' | 'left' | 'right', x: number, y: number) => () => {
    if (area.drawing.value) map.value?.pan(x * PUSH, y * PUSH);
    else risk.walk(direction);
  };
  const corner = () => {
    const at = map.value?.centre();
    if (at) area.add(at);
  };
  useKeys({
    ...Object.fromEntries(LAYERS.map((layer, i) => [`Digit${i + 1}`, () => risk.layers.toggle(layer)])),
    ArrowUp: arrow('up', 0, -1),
    ArrowDown: arrow('down', 0, 1),
    ArrowLeft: arrow('left', -1, 0),
    ArrowRight: arrow('right', 1, 0),
    N: risk.next,
    Equal: () => map.value?.zoom(1),
    NumpadAdd: () => map.value?.zoom(1),
    Minus: () => map.value?.zoom(-1),
    NumpadSubtract: () => map.value?.zoom(-1),
    Digit0: () => map.value?.home(),
    R: () => (area.drawing.value ? area.clear() : area.start()),
    Space: () => (area.drawing.value ? corner() : moment.play()),
    Enter: () => area.drawing.value && area.close(),
    Comma: () => moment.step(-60),
    Period: () => moment.step(60),
    L: moment.live,
    E: acts.exports,
    P: acts.print,
    Escape: () => (area.drawing.value || area.done.value ? area.clear() : risk.choose(null)),
  });
}
