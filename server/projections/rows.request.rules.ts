import { cellToChildren, getResolution } from 'h3-js';
import { z } from 'zod';
import { AlarmTab } from '../../protocol/alarm.js';
import { H3Cell } from '../../protocol/geo.js';
import { ObjectGrade } from '../../protocol/object.js';
import { Stream } from '../../protocol/observation.js';
import { Lane } from '../../protocol/procedure.js';
import { RowQuery } from '../../protocol/rows.js';
import { UnitStatus } from '../../protocol/unit.js';

/** Rows a page holds when nobody asks for a number, and at most. */
const PAGE = 100;
export const MAX_PAGE = 500;
/** Resolution of the cells on stored rows; coarser ones stand for all of their children. */
const STORED_RES = 9;

const words = z
  .string()
  .max(2000)
  .transform((v) => v.split(',').filter(Boolean));
const listOf = <T>(item: z.ZodType<T>) =>
  words.pipe(z.array(item).min(1).max(100) as unknown as z.ZodType<T[], string[]>);
const cells = H3Cell.refine(
  (cell) => getResolution(cell) >= 7 && getResolution(cell) <= STORED_RES,
  'resolution 7 to 9',
).transform((cell) => cellToChildren(cell, STORED_RES).map((child) => BigInt(`0x${child}`).toString()));

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
  h3: cells.optional(),
  history: z
    .enum(['true', 'false'])
    .transform((v) => v === 'true')
    .optional(),
  vital: z.string().max(100).optional(),
  lane: listOf(Lane).optional(),
  unit: listOf(z.string()).optional(),
  status: listOf(UnitStatus).optional(),
  grade: listOf(ObjectGrade).optional(),
  object: listOf(z.string()).optional(),
  tab: AlarmTab.optional(),
  cause: listOf(z.string()).optional(),
  code: z.string().max(100).optional(),
  level: listOf(z.coerce.number().int().min(1).max(4)).optional(),
  /** Returned at least so often. */
  bounces: z.coerce.number().int().min(0).max(1000).optional(),
  day: z.iso.date().optional(),
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
