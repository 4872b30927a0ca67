import type { Rows } from '@protocol/rows';
import type { Situation } from '@protocol/live/situation';
import { computed, shallowRef, watch } from 'vue';
import { useCity } from '../../api/city.js';
import { request } from '../../api/http.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useInstructions } from '../../instructions/useInstructions.js';
import { useChannel } from '../../live/useChannel.js';
import { rowsQuery } from '../../ui/figure.js';
import { concernsOf, type OverdueRow, type WarningRow } from './concerns.rules.js';
import { lastNight } from './night.rules.js';
import type { Counted, Snapshot } from './snapshot.js';

async function counted(name: string, filters: Record<string, string | number>, limit: number): Promise<Counted> {
  const query = rowsQuery(name, filters);
  return { query, rows: await request<Rows>(`/api/v1/rows?${query}&limit=${limit}`) };
}

async function readAll(situation: Situation, zone: string): Promise<Snapshot> {
  const asOf = situation.asOf.seq;
  const night = lastNight(Date.parse(situation.windows.lastHour.to), zone);
  const to = situation.incidents.overdueAt;
  const [open, overdue, opened, grave, interrupted, warnings] = await Promise.all([
    counted('incidents.open', { asOf }, 1),
    counted('incidents.overdue', { to, asOf }, 500),
    counted('incidents.opened', { ...night, asOf }, 1),
    counted('incidents.opened', { ...night, priority: '1,2', asOf }, 500),
    counted('sources.interrupted', { asOf }, 20),
    counted('warnings.in-force', { to, asOf }, 100),
  ]);
  return { situation, night, open, overdue, opened, grave, interrupted, warnings };
}

/** The leader's page: drawn anew with each minute of the city, all of it at one place of the journal. */
export function useLead() {
  const names = useCity();
  const clock = useCityClock();
  const { state } = useChannel('situation');
  const desk = useInstructions(() => ({ limit: 20 }));
  const snapshot = shallowRef<Snapshot | null>(null);
  const failure = shallowRef<unknown>(null);
  const shapes = shallowRef<GeoJSON.FeatureCollection | null>(null);
  void names.load().catch(() => undefined);

  async function read(): Promise<void> {
    const situation = state.value;
    if (!situation) return;
    try {
      snapshot.value = await readAll(situation, names.zone.value);
      failure.value = null;
    } catch (error) {
      failure.value = error;
    }
  }
  watch(
    () => state.value?.windows.lastHour.to,
    () => void read(),
    { immediate: true },
  );
  request<GeoJSON.FeatureCollection>('/api/v1/city/layers/districts')
    .then((layer) => (shapes.value = layer))
    .catch((error: unknown) => (failure.value = error));

  const concerns = computed(() => {
    const { value: s } = snapshot;
    if (!s) return null;
    return concernsOf({
      situation: s.situation,
      overdue: s.overdue.rows.rows as unknown as OverdueRow[],
      warnings: s.warnings.rows.rows as unknown as WarningRow[],
      instructions: desk.live.value,
      vitals: names.city.value?.vitals ?? [],
      nowMs: clock.cityMs.value ?? Date.parse(s.situation.asOf.at),
    });
  });
  return { ...names, clock, desk, snapshot, failure, shapes, concerns, read };
}
