import type pg from 'pg';
import { FAILURE_MEMORY_S, type Failures } from './throttle.rules.js';

/** What signing in needs to know of an account. */
export interface LoginRow {
  id: string;
  passwordHash: string;
  /** Neither disabled nor a demo account outside the demo. */
  usable: boolean;
}

/** Counts the failures of an account that still count (index login_failure_at). */
export async function failuresOf(db: pg.Pool, username: string, address: string): Promise<Failures> {
  const { rows } = await db.query<Failures>(
    `select count(*) filter (where address = $2)::int as "fromAddress", count(*)::int as "fromAnywhere",
       coalesce(extract(epoch from clock_timestamp() - max(at) filter (where address = $2)), 0)::float8 as "lastFromAddressAgoS",
       coalesce(extract(epoch from clock_timestamp() - max(at)), 0)::float8 as "lastFromAnywhereAgoS"
     from login_failure where username = $1 and at > clock_timestamp() - make_interval(secs => $3)`,
    [username, address, FAILURE_MEMORY_S],
  );
  return rows[0] ?? { fromAddress: 0, fromAnywhere: 0, lastFromAddressAgoS: 0, lastFromAnywhereAgoS: 0 };
}

/** Notes a failed sign-in. */
export async function noteFailure(db: pg.Pool, username: string, address: string): Promise<void> {
  await db.query('insert into login_failure (username, address) values ($1, $2)', [username, address]);
}

/** Forgets the failures of an account after a success. */
export async function forgetFailures(db: pg.Pool, username: string): Promise<void> {
  await db.query('delete from login_failure where username = $1', [username]);
}

/** Removes failures of all accounts that no longer count, also of names that nobody has. */
export async function pruneFailures(db: pg.Pool): Promise<void> {
  await db.query('delete from login_failure where at <= clock_timestamp() - make_interval(secs => $1)', [
    FAILURE_MEMORY_S,
  ]);
}

/** Finds an account by the name it signs in with; null when there is none. */
export async function loginRow(db: pg.Pool, username: string, demo: boolean): Promise<LoginRow | null> {
  const { rows } = await db.query<LoginRow>(
    `select id, password_hash as "passwordHash", disabled_at is null and (not demo or $2) as usable from account where username = $1`,
    [username, demo],
  );
  return rows[0] ?? null;
}
