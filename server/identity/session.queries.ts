import type pg from 'pg';
import type { Role } from '../../protocol/identity.js';
import { quick } from '../platform/database.js';

/** A display link lives this long after it was last used, in seconds (400 days: the longest a browser keeps a cookie). @source RFC 6265bis 5.5 */
export const DISPLAY_UNUSED_S = 400 * 86_400;

/** A session as it stands now, with its account. */
export interface SessionRow {
  session: string;
  kind: 'cookie' | 'token' | 'display';
  account: string;
  username: string;
  name: string;
  role: Role;
  districts: string[];
  unit: string | null;
  mustChangePassword: boolean;
  shiftLead: boolean;
  /** Last use noted more than a minute ago. */
  stale: boolean;
}

/** Limits that decide whether a session is still alive. `demo` false: demo accounts are refused whatever their row says. */
export interface Limits {
  idleS: number;
  demo: boolean;
}

const ALIVE = `s.expires_at > clock_timestamp() and a.disabled_at is null and (not a.demo or $3)
  and (s.kind <> 'cookie' or a.role = 'display' or s.seen_at > clock_timestamp() - make_interval(secs => $2))`;
const COLUMNS = `s.id as session, s.kind, s.account, a.username, a.name, a.role, a.districts, a.unit,
  a.must_change_password as "mustChangePassword", a.shift_lead as "shiftLead", s.seen_at < clock_timestamp() - interval '1 minute' as stale`;

/** Finds a living session by the hash of its token (primary key); null when there is none. */
export async function sessionByHash(db: pg.Pool, hash: Buffer, limits: Limits): Promise<SessionRow | null> {
  const { rows } = await db.query<SessionRow>(
    quick(`select ${COLUMNS} from session s join account a on a.id = s.account where s.token_hash = $1 and ${ALIVE}`, [
      ...[hash, limits.idleS, limits.demo],
    ]),
  );
  return rows[0] ?? null;
}

/** Which of these sessions live, as they stand now (index session_id_key). */
export async function sessionsById(db: pg.Pool, ids: readonly string[], limits: Limits): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `select ${COLUMNS} from session s join account a on a.id = s.account where s.id = any($1::uuid[]) and ${ALIVE}`,
    [ids, limits.idleS, limits.demo],
  );
  return rows;
}

/** Notes that a session was used now; a display link lives on by being used. */
export async function touchSession(db: pg.Pool, row: Pick<SessionRow, 'session' | 'account'>): Promise<void> {
  await db.query(
    `update session set seen_at = clock_timestamp(),
       expires_at = case kind when 'display' then clock_timestamp() + make_interval(secs => $2) else expires_at end where id = $1`,
    [row.session, DISPLAY_UNUSED_S],
  );
  await db.query('update account set last_seen_at = clock_timestamp() where id = $1', [row.account]);
}

/** Number that grows with every change that may end or alter a session. */
export async function identityRevision(db: pg.Pool): Promise<string> {
  const { rows } = await db.query<{ revision: string }>('select revision from identity_revision');
  return rows[0]?.revision ?? '';
}

/** Ids of sessions that ended by time, at most 5,000. */
export async function deadSessions(db: pg.Pool, idleS: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select s.id from session s join account a on a.id = s.account where s.expires_at <= clock_timestamp()
       or (s.kind = 'cookie' and a.role <> 'display' and s.seen_at <= clock_timestamp() - make_interval(secs => $1)) limit 5000`,
    [idleS],
  );
  return rows.map((r) => r.id);
}
