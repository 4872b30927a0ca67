import { Injectable } from '@nestjs/common';
import type { ClientBase, PoolClient } from 'pg';
import type { Rows, RowQuery } from '../../protocol/rows.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { districtsOf, type Principal } from '../platform/principal.js';
import { placeAt, timeOf } from './place-at.queries.js';
import { NEEDS, REACH, SOURCES } from './row-sources.js';
import { fromCursor, RowFilters, toCursor, type RowsRequest } from './rows.request.rules.js';
import type { RowScope, RowSource } from './rows.source.js';

/** One transaction sees one state of the tables, so that total, rows and asOf agree. */
const SNAPSHOT = 'set transaction isolation level repeatable read, read only';
const FETCH = 1000;
/** Exports hold a connection for as long as their reader takes: only so many at once, and never silent for long. */
const MAX_EXPORTS = 3;
const EXPORT_IDLE = "set local idle_in_transaction_session_timeout = '120s'";

/** Reads the rows behind figures, as they were at a place of the journal. */
@Injectable()
export class RowsService {
  private exports = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Reads one page with its total. `asked` are the filters as sent, for the answer. */
  async read(request: RowsRequest, asked: Record<string, string>, principal: Principal): Promise<Rows> {
    const source = permitted(request.query, principal);
    const cursor = request.cursor === undefined ? undefined : fromCursor(request.cursor);
    if (request.cursor !== undefined && !cursor)
      throw new DomainError(400, 'rows/bad-cursor', 'not a cursor of this service');
    const [seq, sort, after] = cursor ?? [request.asOf, request.sort, undefined];
    return this.db.tx(this.db.query, async (client) => {
      await client.query(SNAPSHOT);
      const scope = scopeOf(request, principal, { asOf: await placeOf(client, seq), sort });
      const { total, by } = await source.total(client, scope);
      const { text, values } = source.page(scope, after, request.limit + 1);
      const found = (await client.query<Record<string, unknown>>(text, values)).rows.map((raw) =>
        source.toRow(raw, scope),
      );
      const rows = found.slice(0, request.limit);
      const last = found.length > request.limit ? rows.at(-1) : undefined;
      return {
        query: request.query,
        asOf: { seq: scope.asOf, at: new Date(this.clock.now()).toISOString() },
        filters: asked,
        total,
        by,
        rows: rows.map((r) => r.row),
        cursor: last ? toCursor([scope.asOf, sort, last.keys]) : null,
      };
    });
  }

  /** Counts several figures at one place of the journal, or where it stood at a moment. What the principal may not read is null. */
  async totals(
    asked: { requests: readonly RowsRequest[]; asOf: number | undefined; at?: string | undefined },
    principal: Principal,
  ): Promise<{ asOf: number; atMs: number; totals: (number | null)[] }> {
    return this.db.tx(this.db.query, async (client) => {
      await client.query(SNAPSHOT);
      const asOf = asked.at === undefined ? await placeOf(client, asked.asOf) : await placeAt(client, asked.at);
      const totals: (number | null)[] = [];
      for (const request of asked.requests) {
        const scope = scopeOf(request, principal, { asOf, sort: request.sort });
        const source = isPermitted(request.query, principal) ? SOURCES[request.query] : null;
        totals.push(source && (await source.total(client, scope)).total);
      }
      return { asOf, atMs: await timeOf(client, asOf), totals };
    });
  }

  /** Reads all rows in order, holding a thousand at a time. @throws rows/too-many-exports before the first row */
  async *export(request: RowsRequest, principal: Principal): AsyncGenerator<Record<string, unknown>> {
    const source = permitted(request.query, principal);
    if (this.exports >= MAX_EXPORTS)
      throw new DomainError(503, 'rows/too-many-exports', 'other exports are running; try again', { retryAfterS: 10 });
    this.exports++;
    let client: PoolClient | undefined;
    try {
      client = await this.db.query.connect();
      await client.query('begin');
      await client.query(SNAPSHOT);
      await client.query(EXPORT_IDLE);
      const scope = scopeOf(request, principal, { asOf: await placeOf(client, request.asOf), sort: request.sort });
      const { text, values } = source.page(scope, undefined, null);
      await client.query(`declare rows_export no scroll cursor for ${text}`, values);
      for (;;) {
        const { rows } = await client.query<Record<string, unknown>>(`fetch ${FETCH} from rows_export`);
        for (const raw of rows) yield source.toRow(raw, scope).row;
        if (rows.length < FETCH) return;
      }
    } finally {
      this.exports--;
      await close(client);
    }
  }
}

/** @throws permission/denied; the rows of some figures need another permission than those of others */
function permitted(query: RowQuery, principal: Principal): RowSource {
  if (!isPermitted(query, principal))
    throw new DomainError(403, 'permission/denied', `${query} needs ${NEEDS[query].join(' or ')}`);
  return SOURCES[query];
}

function isPermitted(query: RowQuery, principal: Principal): boolean {
  return NEEDS[query].some((permission) => principal.permissions[permission] !== 'none');
}

function scopeOf(request: RowsRequest, principal: Principal, place: Pick<RowScope, 'asOf' | 'sort'>): RowScope {
  const { query: _q, asOf: _a, sort: _s, limit: _l, cursor: _c, bom: _b, ...filters } = request;
  return {
    ...place,
    filters: filters satisfies RowFilters,
    districts: districtsOf(principal, REACH[request.query.split('.')[0] as string] ?? 'rows.read'),
    hasText: principal.permissions['rows.text'] !== 'none',
  };
}

/** The place asked for, or the newest one. @throws rows/not-yet for a place this database has not reached */
async function placeOf(db: ClientBase, asked: number | undefined): Promise<number> {
  const { rows } = await db.query<{ seq: string }>('select coalesce(max(seq), 0) as seq from journal_entry');
  const newest = Number(rows[0]?.seq ?? 0);
  if (asked !== undefined && asked > newest)
    throw new DomainError(400, 'rows/not-yet', `the journal stands at ${newest}`);
  return asked ?? newest;
}

async function close(client: PoolClient | undefined): Promise<void> {
  if (!client) return;
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error as Error);
  }
}
