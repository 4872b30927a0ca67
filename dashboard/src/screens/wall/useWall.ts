import type { Situation } from '@protocol/live/situation';
import { computed } from 'vue';
import { useCity } from '../../api/city.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useChannel } from '../../live/useChannel.js';
import { cityHour } from '../../time/city-time.js';
import { exceptions, unheard } from './sentence.rules.js';
import { stripBars } from './strip.rules.js';
import { countTiles } from './wall.options.js';
import { intakeCounts } from './intake.options.js';

/** Resolution of the wall's cells: about 460 m across. */
const CELL_RES = 8;

/** Everything the wall shows, computed from three channels, the city's names and the clock. */
export function useWall() {
  const names = useCity();
  const clock = useCityClock();
  const situation = useChannel('situation');
  const risk = useChannel('risk-map', { res: CELL_RES });
  const { state: health } = useChannel('intake-health');
  const state = situation.state;
  void names.load().catch(() => undefined);

  const made = <T>(make: (s: Situation) => T) => computed(() => (state.value ? make(state.value) : null));
  const nowMs = (s: Situation) => clock.cityMs.value ?? Date.parse(s.asOf.at);
  const list = made((s) => [...exceptions(s, names.city.value?.vitals ?? [], nowMs(s)), ...unheard(health.value)]);
  return {
    ...names,
    clock,
    risk,
    res: CELL_RES,
    state,
    exceptions: list,
    tiles: made((s) => countTiles(s, list.value ?? [])),
    intake: made((s) => intakeCounts(s, list.value ?? [])),
    bars: made((s) => stripBars(s, (ms) => cityHour(ms, names.zone.value))),
  };
}
