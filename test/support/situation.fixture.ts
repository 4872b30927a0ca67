import type { City, VitalSign } from '../../protocol/city.js';
import type { Lane } from '../../protocol/procedure.js';
import type { Situation, SituationCell, SituationSource } from '../../protocol/live/situation.js';

const HOUR = { from: '2026-11-22T00:42:00.000Z', to: '2026-11-22T01:43:00.000Z' };
/** 09:42 in Shanghai. */
const DAY = { from: '2026-11-21T16:00:00.000Z', to: HOUR.to };
const STRIP = { from: '2026-11-21T01:45:00.000Z', to: '2026-11-22T01:45:00.000Z' };

/** A cell of counts; the id is made from its keys. */
export function cell(over: Partial<Omit<SituationCell, 'id'>> = {}): SituationCell {
  const keys = { district: '990101', stream: 'incident', type: 'a', priority: 3, placed: 'in', n: 1, ...over } as const;
  return { ...keys, id: [keys.district, keys.stream, keys.type, keys.priority, keys.placed].join('|') };
}

/** A feed that keeps its rhythm. */
export function feed(over: Partial<SituationSource> = {}): SituationSource {
  return {
    id: 'hotline',
    status: 'live',
    lastSeenAt: HOUR.to,
    lastHour: 10,
    records: 10,
    occurred: 10,
    usual: [8, 12],
    ...over,
  };
}

/** A quiet, fully known city: nothing is out of the ordinary. */
export function situation(over: Partial<Situation> = {}): Situation {
  return {
    asOf: { seq: 100, at: '2026-11-22T01:42:01.000Z' },
    windows: { lastHour: HOUR, today: DAY, strip: STRIP },
    lastHour: [],
    today: [],
    openNow: [],
    totals: { lastHour: 50, today: 400, unlocated: 2, outside: 0, openNow: 0, interrupted: 0 },
    usual: {
      lastHour: [40, 60],
      today: [300, 500],
      unlocated: [0, 4],
      curve: Array.from({ length: 24 }, () => [40, 60] as [number, number]),
    },
    strip: Array.from({ length: 96 }, () => 10),
    sources: [feed()],
    latest: [],
    vitals: [],
    incidents: {
      overdueAt: '2026-11-22T01:42:00.000Z',
      counts: {
        ...{ open: 0, overdue: 0, closedToday: 0 },
        lanes: { review: 0, dispatch: 0, enroute: 0, onsite: 0, check: 0, hung: 0 },
      },
      nearest: [],
      ...{ criticalWaiting: 0, waitingSince: null, limitedToday: 0, inTimeToday: 0 },
      usual: { overdue: null, dispatch: null, inHand: null, closedToday: null },
    },
    history: { n: 0, window: { from: '2026-11-22T01:41:00.000Z', to: HOUR.to } },
    ...over,
  };
}

/** Open incidents by lane, and what else the wall says of them. Counts `open` from the lanes. */
export function incidents({
  lanes = {},
  ...over
}: { lanes?: Partial<Record<Lane, number>>; overdue?: number; closedToday?: number } & Partial<
  Omit<Situation['incidents'], 'counts'>
> = {}): Situation['incidents'] {
  const quiet = situation().incidents;
  const { overdue = 0, closedToday = 0, ...rest } = over;
  const all = { ...quiet.counts.lanes, ...lanes };
  const open = Object.values(all).reduce((sum, n) => sum + n, 0);
  return { ...quiet, ...rest, counts: { open, overdue, closedToday, lanes: all } };
}

/** A vital sign that is usual from 0 to 2. */
export function sign(over: Partial<VitalSign> = {}): City['vitals'][number] {
  return {
    id: 'ponding',
    nameZh: '积水点',
    nameEn: 'Flooded places',
    ownerZh: '市水务局',
    ownerEn: 'Water Bureau',
    unit: '处',
    decimals: 0,
    rule: { metric: 'level', fold: 'above', threshold: 15 },
    expectEverySeconds: 60,
    usual: [0, 2],
    ...over,
  };
}
