import type { ClientBase } from 'pg';
import type { RowQuery } from '../../../protocol/rows.js';

/** One figure of the rows behind it: filters as in a query string, and how many of its first rows are wanted. */
export interface FigureAsk {
  query: RowQuery;
  filters: Readonly<Record<string, string>>;
  rows: number;
}

/**
 * Counts figures exactly as `GET /api/v1/rows` does, so that a handover's numbers open the rows they counted. Capabilities do not see projections:
 * the service's own module binds this to them.
 */
export abstract class Figures {
  abstract read(
    db: ClientBase,
    asOf: number,
    ask: FigureAsk,
  ): Promise<{ total: number; rows: Record<string, unknown>[] }>;
}
