import type { MapCounts } from '@protocol/map-counts';
import type { Warning } from '@protocol/warning';
import { areaText } from '@protocol/map-area';
import { computed, shallowRef, watch, type Ref } from 'vue';
import { countMap, POINTS_AT_MOST, readPoints, readWarnings } from '../../api/map.js';
import { useFollowed } from '../../live/useFollowed.js';
import { usePulse } from '../../live/usePulse.js';
import { LAYERS, LIVE_ONLY, POINT_LAYERS, pointsOf, type LayerId } from './layers.rules.js';

/** Points are read again at most this often while the city moves. */
const EVERY_MS = 5000;
type Rows = Awaited<ReturnType<typeof readPoints>>;

/** The layers that lie on the cells: their counts, their points, and which are switched on. `view`: the corners of what is on screen. */
export function useLayers(of: {
  at: Readonly<Ref<string | null>>;
  seq: () => number | null;
  view: Readonly<Ref<[number, number][] | null>>;
}) {
  const on = shallowRef<ReadonlySet<LayerId>>(new Set(LAYERS));
  const pulse = usePulse(of.seq, EVERY_MS);
  const key = computed(() => of.at.value ?? 'now');
  const counts = useFollowed<MapCounts>(key, pulse, (_key, signal) => countMap({ at: of.at.value }, signal));
  const warnings = useFollowed<Warning[]>(
    key,
    pulse,
    async (_key, signal) => (await readWarnings(of.at.value, signal)).items,
  );

  const totals = computed(() => counts.found.value?.counts ?? []);
  const totalOf = (layer: string) => totals.value.find((c) => c.layer === layer && c.part === null)?.n ?? null;
  /** More points than a map can tell apart: then only those in view are asked for. */
  const crowded = (layer: string) => (totalOf(layer) ?? 0) > POINTS_AT_MOST;
  const points = shallowRef<Readonly<Partial<Record<LayerId, Rows>>>>({});
  let turn = 0;

  /** Reads the points of what is switched on, all as of the place of the counts, so that both say the same. */
  async function read(): Promise<void> {
    const found = counts.found.value;
    const mine = ++turn;
    if (!found) return;
    const isShown = (layer: LayerId) => on.value.has(layer) && !(of.at.value !== null && LIVE_ONLY.includes(layer));
    const asked = LAYERS.filter((layer) => POINT_LAYERS[layer] && totalOf(layer) !== null && isShown(layer));
    const answers = await Promise.all(
      asked.map(async (layer) => {
        const filters: Record<string, string> = { asOf: String(found.asOf.seq) };
        if (crowded(layer) && of.view.value) filters['area'] = areaText(of.view.value);
        const rows = await readPoints(POINT_LAYERS[layer] ?? '', filters);
        return [layer, rows] as const;
      }),
    );
    if (mine === turn) points.value = Object.fromEntries(answers);
  }
  const faults = shallowRef<unknown>(null);
  const again = () =>
    void read().then(
      () => (faults.value = null),
      (error: unknown) => (faults.value = error),
    );
  watch([counts.found, on], again);
  watch(of.view, () => LAYERS.some(crowded) && again());

  const shapes = computed(() => ({
    incidents: pointsOf(points.value.incidents?.rows ?? []),
    register: pointsOf(points.value.register?.rows ?? []),
    sensors: pointsOf(points.value.sensors?.rows ?? []),
    units: pointsOf(points.value.units?.rows ?? []),
  }));
  function toggle(layer: LayerId) {
    const next = new Set(on.value);
    if (!next.delete(layer)) next.add(layer);
    on.value = next;
  }
  return {
    ...{ on, toggle, counts: counts.found, totals, totalOf, crowded, shapes, points },
    warnings: computed(() => warnings.found.value ?? []),
    error: computed(() => counts.error.value ?? faults.value),
  };
}
