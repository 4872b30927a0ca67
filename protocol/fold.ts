import type { Patch } from './live.js';

type Json = unknown;
type Dict = Record<string, Json>;
type Row = Dict & { id: string };

const isObject = (v: Json): v is Dict => typeof v === 'object' && v !== null && !Array.isArray(v);
const isRows = (v: Json): v is Row[] =>
  Array.isArray(v) && v.length > 0 && v.every((e) => isObject(e) && typeof e.id === 'string');
const ids = (rows: readonly Row[]) => rows.map((r) => r.id);
const byId = (a: Row, b: Row) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const isSorted = (rows: readonly Row[]) => rows.every((r, i) => i === 0 || byId(rows[i - 1] as Row, r) <= 0);

/**
 * Applies a patch without touching `state`; branches that did not move keep their identity, so screens redraw only what did.
 * A plain object merges, null removes a key, anything else replaces. Two marked objects: `{$set: v}` replaces whole, and
 * `{$rows: {id: change | null}, $ids?}` edits an array of rows that carry `id` (kept sorted by id unless `$ids` gives the order).
 */
export function applyPatch<T>(state: T, patch: Patch): T {
  return merge(state, patch) as T;
}

/** Computes the patch with which {@link applyPatch} turns `before` into `after`; null when they are equal. */
export function diff(before: object, after: object): Patch | null {
  return diffObjects(before as Dict, after as Dict);
}

function diffObjects(before: Dict, after: Dict): Patch | null {
  const patch: Patch = {};
  for (const key of Object.keys(before)) if (!(key in after)) patch[key] = null;
  for (const [key, value] of Object.entries(after)) {
    const change = key in before ? diffValues(before[key], value) : { $set: value };
    if (change !== undefined) patch[key] = change;
  }
  return Object.keys(patch).length > 0 ? patch : null;
}

/** Undefined when equal. Scalars and plain arrays stand for themselves; all that merging would read otherwise is wrapped. */
function diffValues(old: Json, value: Json): Json {
  if (same(old, value)) return undefined;
  if (isObject(old) && isObject(value)) return diffObjects(old, value) ?? undefined;
  if (isRows(old) && isRows(value)) return diffRows(old, value);
  return value === null || isObject(value) ? { $set: value } : value;
}

function diffRows(old: Row[], value: Row[]): Json {
  const before = new Map(old.map((r) => [r.id, r]));
  const $rows: Dict = {};
  for (const id of before.keys()) $rows[id] = null;
  for (const row of value) {
    const was = before.get(row.id);
    if (was === undefined) $rows[row.id] = { $set: row };
    else {
      delete $rows[row.id];
      const change = diffObjects(was, row);
      if (change) $rows[row.id] = change;
    }
  }
  return isSorted(value) ? { $rows } : { $rows, $ids: ids(value) };
}

function merge(state: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  if ('$set' in patch) return patch['$set'];
  if (isObject(patch['$rows']))
    return mergeRows(Array.isArray(state) ? (state as Row[]) : [], patch['$rows'], patch['$ids']);
  const out: Dict = isObject(state) ? { ...state } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = merge(out[key], value);
  }
  return out;
}

function mergeRows(state: Row[], changes: Dict, order: Json): Row[] {
  const rows = new Map(state.map((r) => [r.id, r]));
  for (const [id, change] of Object.entries(changes)) {
    if (change === null) rows.delete(id);
    else rows.set(id, merge(rows.get(id), change) as Row);
  }
  if (!Array.isArray(order)) return [...rows.values()].sort(byId);
  return order.flatMap((id) => rows.get(String(id)) ?? []);
}

function same(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => same(v, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => k in b && same(a[k], b[k]));
}
