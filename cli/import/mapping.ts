import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

/** One row of a file: column name -> value. */
export type SourceRow = Record<string, unknown>;

const Column = z.strictObject({
  column: z.string(),
  /** Value of the column -> value to send; others are sent as they are, or as `else`. */
  map: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  else: z.union([z.string(), z.number()]).optional(),
  /** Luxon format of a time without zone, e.g. "yyyy-MM-dd HH:mm"; ISO forms need none. */
  time: z.string().optional(),
});
/** Where a value comes from: a column's name, a column with more said, fixed, or a text with {Column} and {#} (row number). */
export const Value = z.union([
  z.string(),
  Column,
  z.strictObject({ const: z.union([z.string(), z.number()]) }),
  z.strictObject({ template: z.string() }),
]);
export type Value = z.infer<typeof Value>;

const State = z.strictObject({
  ...{ status: Value.optional(), openedAt: Value.optional(), dueAt: Value.optional(), closedAt: Value.optional() },
  ...{ org: Value.optional(), result: Value.optional(), satisfaction: Value.optional() },
});

/** A mapping file of `maps/`: how the rows of a file become items of the intake (docs/import.md). */
export const Mapping = z.strictObject({
  about: z.string().optional(),
  zone: z.string().refine((v) => IANAZone.isValidZone(v), 'must be an IANA zone such as Asia/Shanghai'),
  id: Value,
  record: Value.optional(),
  stream: Value,
  type: Value,
  priority: Value.optional(),
  occurredAt: Value,
  location: z
    .strictObject({ lon: Value.optional(), lat: Value.optional(), crs: Value.optional(), address: Value.optional() })
    .optional(),
  district: Value.optional(),
  title: Value.optional(),
  description: Value.optional(),
  channel: Value.optional(),
  category: Value.optional(),
  reporter: z.strictObject({ name: Value.optional(), phone: Value.optional() }).optional(),
  state: State.optional(),
  attributes: z.record(z.string(), Value).optional(),
});
export type Mapping = z.infer<typeof Mapping>;

const NUMBERS = new Set(['lon', 'lat', 'priority', 'satisfaction']);
const TIMES = new Set(['occurredAt', 'openedAt', 'dueAt', 'closedAt']);
const NESTED = ['location', 'reporter', 'state', 'attributes'] as const;

/** An item as it will be posted. Values that cannot be read stay as they are, so that the intake refuses and keeps them. */
export type Item = Record<string, unknown> & { id?: unknown };

/** Makes the item of one row. Empty values are left out. @param number 1 for the first row */
export function itemOf(mapping: Mapping, row: SourceRow, number: number): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(mapping)) {
    if (name === 'about' || name === 'zone') continue;
    const made = (NESTED as readonly string[]).includes(name)
      ? group(value as Record<string, Value>, mapping.zone, row, number)
      : single(name, value as Value, mapping.zone, row, number);
    if (made !== undefined) item[name] = made;
  }
  return item;
}

function group(values: Record<string, Value>, zone: string, row: SourceRow, number: number): object | undefined {
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const one = single(name, value, zone, row, number);
    if (one !== undefined) made[name] = one;
  }
  return Object.keys(made).length > 0 ? made : undefined;
}

function single(name: string, value: Value, zone: string, row: SourceRow, number: number): unknown {
  const found = raw(value, row, number);
  if (found === undefined || found === null || found === '') return undefined;
  if (TIMES.has(name))
    return timeOf(textOf(found), typeof value === 'object' && 'time' in value ? value.time : undefined, zone);
  return NUMBERS.has(name) ? numberOf(found) : found;
}

/** What a row holds for a value, as it stands there. */
export function raw(value: Value, row: SourceRow, number: number): unknown {
  if (typeof value === 'string') return row[value];
  if ('const' in value) return value.const;
  if ('template' in value) {
    return value.template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
      name === '#' ? String(number) : textOf(row[name]),
    );
  }
  const found = row[value.column];
  if (value.map === undefined) return found;
  return value.map[textOf(found)] ?? value.else ?? found;
}

/** Columns of NDJSON and GeoJSON may hold anything; only scalars have a text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function numberOf(value: unknown): unknown {
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function timeOf(text: string, format: string | undefined, zone: string): string {
  const time =
    format === undefined
      ? DateTime.fromISO(text.replace(' ', 'T'), { zone })
      : DateTime.fromFormat(text, format, { zone });
  return time.isValid ? time.toISO() : text;
}
