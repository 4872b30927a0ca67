import { z } from 'zod';
import { AlarmCondition, AlarmTab } from '../../protocol/alarm.js';
import { InstructionState } from '../../protocol/instruction.js';
import { KpiDimension, KpiQuery } from '../../protocol/kpi.js';
import { ObjectGrade } from '../../protocol/object.js';
import { RiskGrade } from '../../protocol/risk-grade.js';
import { Stream } from '../../protocol/observation.js';
import { Lane } from '../../protocol/procedure.js';
import { RowQuery } from '../../protocol/rows.js';
import { SensorStanding } from '../../protocol/sensor.js';
import { UnitStatus } from '../../protocol/unit.js';
import { areaFilter, cellFilter } from './rows.place.rules.js';

/** Rows a page holds when nobody asks for a number, and at most. */
const PAGE = 100;
export const MAX_PAGE = 500;

const words = z
  .string()
  .max(2000)
  .transform((v) => v.split(',').filter(Boolean));
const listOf = <T>(item: z.ZodType<T>) =>
  words.pipe(z.array(item).min(1).max(100) as unknown as z.ZodType<T[], string[]>);
/** Queries whose rows have a place. An area asked of another one is refused: it would answer with the whole city. */
const WITH_AREA: readonly RowQuery[] = [
  ...(['observations.total', 'observations.open'] as const),
  ...(['incidents.open', 'incidents.overdue', 'incidents.closed', 'incidents.opened'] as const),
  ...([
    'units.total',
    'units.free',
    'units.on-shift',
    'assignments.open',
    'sensors.total',
    'risk-points.total',
  ] as const),
];

/** Orders that rows of observations can have. */
export const RowSort = z.enum(['-occurredAt', 'occurredAt', 'priority']);
export type RowSort = z.infer<typeof RowSort>;

/** Filters by name; several values of one filter are separated by commas. */
export const RowFilters = z.strictObject({
  source: listOf(z.string()).optional(),
  stream: listOf(Stream).optional(),
  type: listOf(z.string()).optional(),
  district: listOf(z.string()).optional(),
  priority: listOf(z.coerce.number().int().min(1).max(4)).optional(),
  placed: listOf(z.enum(['in', 'outside', 'unlocated'])).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  h3: cellFilter.optional(),
  history: z
    .enum(['true', 'false'])
    .transform((v) => v === 'true')
    .optional(),
  vital: z.string().max(100).optional(),
  lane: listOf(Lane).optional(),
  unit: listOf(z.string()).optional(),
  status: listOf(UnitStatus).optional(),
  state: listOf(InstructionState).optional(),
  grade: listOf(z.enum([...ObjectGrade.options, ...RiskGrade.options])).optional(),
  object: listOf(z.string()).optional(),
  tab: AlarmTab.optional(),
  cause: listOf(z.string()).optional(),
  code: z.string().max(100).optional(),
  level: listOf(z.coerce.number().int().min(1).max(4)).optional(),
  /** Returned at least so often. */
  bounces: z.coerce.number().int().min(0).max(1000).optional(),
  day: z.iso.date().optional(),
  area: areaFilter.optional(),
  kpi: KpiQuery.optional(),
  by: KpiDimension.optional(),
  key: z.string().max(120).optional(),
  /** Of a monthly alert: its id, under which number its inputs are frozen, and which of them; city days, both counted. */
  alert: z.string().max(60).optional(),
  compile: z.coerce.number().int().min(1).max(1_000_000).optional(),
  part: listOf(z.string().max(100)).optional(),
  fromDay: z.iso.date().optional(),
  toDay: z.iso.date().optional(),
  standing: listOf(SensorStanding).optional(),
  /** Of a sensor: what it has an alarm about that is true now. */
  condition: listOf(AlarmCondition).optional(),
});
export type RowFilters = z.infer<typeof RowFilters>;

/** Query string of `GET /api/v1/rows`. */
export const RowsRequest = RowFilters.extend({
  query: RowQuery,
  asOf: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  sort: RowSort.default('-occurredAt'),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE),
  cursor: z.string().max(1000).optional(),
  bom: z.literal('1').optional(),
}).refine((asked) => asked.area === undefined || WITH_AREA.includes(asked.query), {
  path: ['area'],
  message: `only ${WITH_AREA.join(', ')} have a place`,
});
export type RowsRequest = z.infer<typeof RowsRequest>;

/** Where a page ended: the seq that all pages share, the order, and the sort keys of the last row as text. */
export const PageCursor = z.tuple([z.int(), RowSort, z.array(z.string().max(200)).min(1).max(3)]);
export type PageCursor = z.infer<typeof PageCursor>;

/** Writes a cursor as one opaque word. */
export function toCursor(cursor: PageCursor): string {
  return btoa(encodeURIComponent(JSON.stringify(cursor)));
}

/** Reads a cursor; undefined when it is none of ours. */
export function fromCursor(text: string): PageCursor | undefined {
  try {
    return PageCursor.parse(JSON.parse(decodeURIComponent(atob(text))));
  } catch {
    return undefined; // Anything may be sent here; the caller answers 400.
  }
}
