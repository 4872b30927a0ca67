import type { ClientBase } from 'pg';
import type { RowFilters, RowSort } from './rows.request.rules.js';

/** What one reading of rows goes by. `districts`: null reaches everywhere. `after`: sort keys of the last row before the page. */
export interface RowScope {
  filters: RowFilters;
  asOf: number;
  sort: RowSort;
  districts: readonly string[] | null;
  hasText: boolean;
}

/** A statement with its values. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** A row on its way out, with the sort keys (as text) by which the next page goes on. */
export interface KeyedRow {
  keys: string[];
  row: Record<string, unknown>;
}

/** One query of docs/protocol.md §Rows. Totals and rows are read in one REPEATABLE READ transaction. */
export interface RowSource {
  /** How many items stand behind the figure, split by district where that has a meaning. */
  total(db: ClientBase, scope: RowScope): Promise<{ total: number; by: { district: string; n: number }[] }>;
  /** The rows in order, after `after` when given; without limit for exports. */
  page(scope: RowScope, after: string[] | undefined, limit: number | null): Statement;
  /** Makes the outward row of a database row. */
  toRow(raw: Record<string, unknown>, scope: RowScope): KeyedRow;
}
