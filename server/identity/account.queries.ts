import type pg from 'pg';
import type { Account } from '../../protocol/identity.js';

type Db = pg.Pool | pg.PoolClient;

const COLUMNS = `id, username, name, role, districts, unit, shift_lead as "shiftLead", disabled_at is not null as disabled, demo, last_seen_at as "lastSeenAt"`;

/** All accounts by user name; those with `@` are the service's own and have no password. */
export async function allAccounts(db: Db): Promise<Account[]> {
  const { rows } = await db.query<Account>(`select ${COLUMNS} from account order by username`);
  return rows;
}

/** Reads one account and keeps others from changing it until the transaction ends; null when there is none. */
export async function lockAccount(db: pg.PoolClient, id: string): Promise<Account | null> {
  const { rows } = await db.query<Account>(`select ${COLUMNS} from account where id = $1 for update`, [id]);
  return rows[0] ?? null;
}

/** Counts living accounts that can manage accounts. Demo accounts count in the demo only. */
export async function countManagers(db: Db, demo: boolean): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from account a
     join role_permission p on p.role = a.role and p.permission = 'accounts.manage' and p.reach = 'city'
     where a.disabled_at is null and (not a.demo or $1)`,
    [demo],
  );
  return rows[0]?.n ?? 0;
}

/** Whether a unit of that id exists and is not retired. */
export async function isUnit(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query('select from unit where id = $1 and retired_at is null', [id]);
  return rowCount === 1;
}

/** Which of these codes name no district of the city. */
export async function unknownDistricts(db: Db, codes: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>(
    `select code from unnest($1::text[]) as given (code)
     where not exists (select from area a where a.code = given.code and a.level = 'district')`,
    [codes],
  );
  return rows.map((r) => r.code);
}
