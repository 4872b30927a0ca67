import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { RowQuery } from '../../protocol/rows.js';
import { SOURCES } from './row-sources.js';
import { RowFilters } from './rows.request.rules.js';

/** A question for the rows behind a figure: filters as in a query string, and how many of its first rows are wanted. */
export interface RowsAsk {
  query: RowQuery;
  filters: Readonly<Record<string, string>>;
  rows: number;
}

/** Counts and lists figures for documents that the service itself writes: of the whole city, without text. */
@Injectable()
export class RowTotals {
  /** Reads a total and its first rows as they were when the journal stood at `asOf`: what `GET /api/v1/rows` says of the same question. */
  async read(
    db: ClientBase,
    asOf: number,
    { query, filters, rows: limit }: RowsAsk,
  ): Promise<{ total: number; rows: Record<string, unknown>[] }> {
    const source = SOURCES[query];
    const scope = {
      ...{ filters: RowFilters.parse(filters), asOf, sort: '-occurredAt' as const, districts: null, hasText: false },
    };
    const { total } = await source.total(db, scope);
    if (limit === 0 || total === 0) return { total, rows: [] };
    const { text, values } = source.page(scope, undefined, limit);
    const { rows } = await db.query<Record<string, unknown>>(text, values);
    return { total, rows: rows.map((raw) => source.toRow(raw, scope).row) };
  }
}
