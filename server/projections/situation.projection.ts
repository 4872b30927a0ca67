import {
  NEAREST_ON_WALL,
  type Situation,
  type SituationCell,
  type SituationSource,
  type WallIncidents,
} from '../../protocol/live/situation.js';
import type { Transport } from '../../protocol/facts/feeds.js';
import type { CityState } from './city-state.projection.js';
import { isoOf, windowOf, windowsOf, type Times } from './times.rules.js';
import { usualNow } from './usual.rules.js';

/** Whole minutes, the running one among them, in which received history counts as coming in now. */
const HISTORY_MINUTES = 2;

/** Reference data a view names: sources in use and vital signs, in the order of screens; `transports`: those that are set up. */
export interface Refs {
  sources: readonly { id: string; expectEverySeconds: number | null }[];
  vitals: readonly { id: string }[];
  transports: readonly Transport[];
}

/** What a view is of. `districts` null: the whole city. `unitOf`: a unit's names by its id. */
export interface SituationOf {
  districts: readonly string[] | null;
  refs: Refs;
  unitOf: (id: string) => { id: string; nameZh: string; nameEn: string } | undefined;
}

/** Draws the state of `situation`. Bands are the city's, so a part of it has none. */
export function situationOf(city: CityState, t: Times, of: SituationOf): Situation {
  const { districts, refs } = of;
  const isIn = (district: string) => districts === null || districts.includes(district);
  const records = city.records.view(t, isIn);
  const sources = sourcesOf(city, t, refs);
  const bands = usualNow(city.bands.of(districts === null ? t.day : ''), t);
  return {
    asOf: city.asOf(t),
    windows: windowsOf(t),
    ...records,
    totals: {
      lastHour: sum(records.lastHour),
      today: sum(records.today),
      unlocated: sum(records.lastHour.filter((c) => c.placed === 'unlocated')),
      outside: sum(records.lastHour.filter((c) => c.placed === 'outside')),
      openNow: records.openNow.reduce((total, c) => total + c.open, 0),
      interrupted: sources.filter((s) => s.status === 'interrupted').length,
    },
    usual: { lastHour: bands.total, today: bands.today, unlocated: bands.unlocated, curve: bands.curve },
    sources,
    vitals: refs.vitals.map((vital) => city.vitals.view(vital.id, t)),
    incidents: { ...incidentsOf(city, t, { isIn, unitOf: of.unitOf }), usual: bands.incidents },
    history: {
      n: city.feeds.sum(['history'], { from: t.to - HISTORY_MINUTES, to: t.to }),
      window: windowOf(t.to - HISTORY_MINUTES, t.to),
    },
  };
}

function incidentsOf(
  city: CityState,
  t: Times,
  { isIn, unitOf }: { isIn: (district: string) => boolean; unitOf: SituationOf['unitOf'] },
): Omit<WallIncidents, 'usual'> {
  const nearest = city.incidents.urgent(isIn, NEAREST_ON_WALL).map((card) => {
    const unit = unitOf(city.units.responsible(card.id) ?? '');
    return { ...card, unit: unit ? { id: unit.id, nameZh: unit.nameZh, nameEn: unit.nameEn } : null };
  });
  return {
    overdueAt: isoOf(t.minute),
    counts: city.incidents.counts(t, isIn),
    nearest,
    ...city.incidents.standing(t, isIn),
  };
}

function sourcesOf(city: CityState, t: Times, refs: Refs): SituationSource[] {
  const received = city.feeds.view(t);
  const occurred = city.occurred.view(t);
  const bands = usualNow(city.bands.of(t.day), t);
  return refs.sources.map(({ id }) => {
    const { status, lastSeenMs } = city.feeds.feed(id);
    const records = received.hour(id, 'observations');
    return {
      id,
      status,
      lastSeenAt: lastSeenMs === null ? null : new Date(lastSeenMs).toISOString(),
      lastHour: records + received.hour(id, 'readings'),
      records,
      occurred: occurred.hour(id),
      usual: bands.source(id),
    };
  });
}

function sum(cells: readonly SituationCell[]): number {
  return cells.reduce((total, cell) => total + cell.n, 0);
}
