import pg from 'pg';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';

/** Connections a pool may hold, and how long one statement may take. Sum + TypeORM's own must stay below max_connections / instances. */
interface PoolShape {
  name: 'ingest' | 'query' | 'system';
  max: number;
  statementMs: number;
}
const INGEST: PoolShape = { name: 'ingest', max: 4, statementMs: 20_000 };
const QUERY: PoolShape = { name: 'query', max: 10, statementMs: 15_000 };
const SYSTEM: PoolShape = { name: 'system', max: 6, statementMs: 60_000 };
const DATE_OID = 1082;

/** The three pools of a process. A flood of intake or of reads can exhaust its own pool only. */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly ingest: pg.Pool;
  readonly query: pg.Pool;
  readonly system: pg.Pool;
  private readonly log = new Logger('database');

  constructor(readonly url: string) {
    this.ingest = this.open(INGEST);
    this.query = this.open(QUERY);
    this.system = this.open(SYSTEM);
  }

  /** Runs `work` in one transaction on its own connection: commits when it returns, rolls back when it throws. */
  async tx<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      // A connection that cannot even roll back is in an unknown state and must not be handed out again.
      await client.query('rollback').catch((cause: Error) => (broken = cause));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Closes all pools. Runs after every module has stopped its loops. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.ingest, this.query, this.system].map((pool) => pool.end()));
  }

  private open(shape: PoolShape): pg.Pool {
    const pool = new pg.Pool(poolOptions(this.url, shape));
    // An idle connection that the server drops emits 'error' on the pool; without a listener that ends the process.
    // The pool listens only while a connection is idle: one that is lost between two statements of a transaction needs its own listener.
    pool.on('connect', (client) => client.on('error', () => undefined));
    pool.on('error', (error) => this.log.warn({ msg: 'idle connection lost', pool: shape.name, error: error.message }));
    return pool;
  }
}

/** Who asks is looked up by primary key at every door: a connection that is silent for this long is behind a dead network. */
const QUICK_MS = 5000;

/** Makes a query that gives up soon, where the pool's own limit would hold a sender for a minute. @throws 503 by its message */
export function quick(text: string, values: unknown[]): pg.QueryConfig {
  // pg takes a limit per query, its types do not know it.
  const query: pg.QueryConfig & { query_timeout: number } = { text, values, query_timeout: QUICK_MS };
  return query;
}

/** Options of a pg pool or client with every time limit set: no call of ours waits for ever. */
export function poolOptions(url: string, shape: { name: string; max: number; statementMs: number }): pg.PoolConfig {
  return {
    connectionString: url,
    application_name: `city-brain ${shape.name}`,
    max: shape.max,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    statement_timeout: shape.statementMs,
    // The client gives up a little after the server would have: it only fires when the server is gone.
    query_timeout: shape.statementMs + 5000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    // Our statements are short: compiling them costs more than it saves, on a server that would (jit is on by default).
    options: '-c timezone=UTC -c synchronous_commit=on -c jit=off',
    types: { getTypeParser },
  };
}

/** A `date` stays text: as a JavaScript Date it would move with the machine's zone. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === DATE_OID) return (value) => value;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}
