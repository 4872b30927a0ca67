import { computed, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';
import { explainCell, readRiskCourse, readRiskDistricts } from '../../api/risk.js';
import { useFollowed } from '../../live/useFollowed.js';
import { shapeOf } from '../../maps/cell-shape.js';
import { cellAtRes, cellIn, levelCounts, neighbour, worstFirst, type Direction } from '../../maps/risk-cells.rules.js';
import type { RiskSource } from '../../maps/risk-style.options.js';
import { areaShapes, cellWords, collect, unknownShapes, warningShapes, type LayerId } from './layers.rules.js';
import { useArea } from './useArea.js';
import { useLayers } from './useLayers.js';
import { useMoment } from './useMoment.js';
import { useRiskCells } from './useRiskCells.js';

/** Everything the risk map shows: the cells now or then, what lies on them, what is chosen. */
export function useRisk() {
  const { t } = useI18n();
  const moment = useMoment();
  const view = shallowRef<[number, number][] | null>(null);
  const res = shallowRef<number>(8);
  const cells = useRiskCells(res, moment.settled);
  const layers = useLayers({ at: moment.settled, seq: () => cells.seq.value, view });
  const area = useArea(moment.settled, () => layers.counts.value?.asOf.seq);
  // The wall and the lists lead here with a cell.
  const chosen = shallowRef<string | null>(cellIn(useRoute().query['c']));
  const picked = shallowRef<{ source: RiskSource; id: string } | null>(null);

  const worst = computed(() => worstFirst(cells.shown.value.cells));
  const why = useFollowed(
    () => chosen.value && `${chosen.value} ${moment.settled.value ?? ''}`,
    () => (moment.settled.value === null ? cells.seq.value : null),
    (_key, signal) => explainCell(chosen.value ?? '', moment.settled.value, signal),
  );
  const course = useFollowed(
    () => String(res.value),
    () => cells.statedAt.value,
    (_key, signal) => readRiskCourse(res.value, signal),
  );
  const districts = useFollowed(
    () => `${res.value} ${moment.settled.value ?? ''}`,
    () => cells.statedAt.value,
    (_key, signal) => readRiskDistricts({ res: res.value, at: moment.settled.value }, signal),
  );
  watch(res, (now) => chosen.value && (chosen.value = cellAtRes(chosen.value, now)));

  const words = (level: 2 | 3) => t(`words.riskLevel.${level}`);
  const has = (layer: LayerId) => layers.on.value.has(layer);
  const shownCells = computed(() => (has('cells') ? cells.shown.value.cells : {}));
  const unknown = computed(() => unknownShapes(shownCells.value));
  const inCells = computed(() => cellWords(shownCells.value, words));
  const warned = computed(() => warningShapes(has('warnings') ? layers.warnings.value : []));
  const marked = computed(() => collect(chosen.value ? [shapeOf(chosen.value)] : []));
  const drawn = computed(() => areaShapes(area.corners.value));
  const shapes = computed(() => ({
    ...layers.shapes.value,
    ...{ unknown: unknown.value, words: inCells.value, warnings: warned.value },
    ...{ chosen: marked.value, area: drawn.value },
  }));
  function choose(cell: string | null) {
    chosen.value = cell;
    picked.value = null;
  }
  function pick(source: RiskSource, id: string) {
    picked.value = { source, id };
  }
  /** Takes over what the map shows: the resolution of its zoom, and what is in view. */
  function look(seen: { res: number; corners: [number, number][] }) {
    res.value = seen.res;
    view.value = seen.corners;
  }
  /** The cell after the chosen one among those with a value, from the worst on. */
  function next() {
    const list = worst.value;
    choose(list[(chosen.value ? list.indexOf(chosen.value) + 1 : 0) % Math.max(1, list.length)] ?? null);
  }
  function walk(direction: Direction) {
    const from = chosen.value ?? worst.value[0];
    if (from) choose(chosen.value ? neighbour(from, direction) : from);
  }
  return {
    ...{ moment, res, view, cells, shownCells, layers, area, chosen, picked, worst, shapes },
    ...{ why: why.found, whyError: why.error, course: course.found, districts: districts.found },
    counts: computed(() => levelCounts(cells.shown.value.cells)),
    ...{ choose, pick, look, next, walk },
  };
}
export type RiskOf = ReturnType<typeof useRisk>;
