import type { ClientBase, Pool } from 'pg';
import type { Shift } from '../../../protocol/roster.js';
import type { Span } from './roster.rules.js';

type Db = Pool | ClientBase;

/** A shift to be written, with its times as epoch milliseconds. */
export interface ShiftSpan extends Span {
  post: string;
  person: string;
  unit: string | null;
}

/** A shift as stored. */
export interface StoredShift extends ShiftSpan, Pick<Shift, 'id' | 'origin'> {}

/** A gap that was told and stands open. */
export interface ToldGap extends Span {
  post: string;
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
const SPAN = `${ms('from_at')} as "fromMs", ${ms('to_at')} as "toMs"`;
const at = (n: number) => `to_timestamp($${n}::float8 / 1000)`;

/** Shifts that touch a window, by post and time. Drills have rosters of their own. */
export async function readShifts(
  db: Db,
  window: Span,
  { post = null, district = null }: { post?: string | null; district?: string | null } = {},
): Promise<StoredShift[]> {
  const { rows } = await db.query<StoredShift>(
    `select s.id, s.origin, s.post, s.person, s.unit, ${SPAN} from shift s join post p on p.id = s.post
     where to_at > ${at(1)} and from_at < ${at(2)} and not s.is_drill and p.retired_at is null
       and ($3::text is null or s.post = $3) and ($4::text is null or p.district in ($4, '-'))
     order by s.post, s.from_at, s.person`,
    [window.fromMs, window.toMs, post, district],
  );
  return rows;
}

/** Where the turns of each post have been written to, epoch milliseconds; null: never. Locks the posts. */
export async function lockPosts(db: ClientBase): Promise<{ id: string; laidMs: number | null }[]> {
  const { rows } = await db.query<{ id: string; laidMs: number | null }>(
    `select id, ${ms('laid_until')} as "laidMs" from post where retired_at is null order by id for update`,
  );
  return rows;
}

/** Writes shifts; one that is there already (same post, beginning, person) stays. Answers those that are new. */
export async function addShifts(
  db: ClientBase,
  shifts: readonly (ShiftSpan & { id?: string })[],
  origin: Shift['origin'],
): Promise<StoredShift[]> {
  const { rows } = await db.query<StoredShift>(
    `insert into shift (id, post, person, from_at, to_at, unit, origin)
     select coalesce(id, gen_random_uuid()), post, person, to_timestamp("fromMs" / 1000), to_timestamp("toMs" / 1000), unit, $2
     from jsonb_to_recordset($1::jsonb) as s (id uuid, post text, person text, "fromMs" float8, "toMs" float8, unit text)
     on conflict do nothing returning id, origin, post, person, unit, ${SPAN}`,
    [JSON.stringify(shifts), origin],
  );
  return rows;
}

/** Locks one shift; undefined when there is none. */
export async function lockShift(db: ClientBase, id: string): Promise<StoredShift | undefined> {
  const { rows } = await db.query<StoredShift>(
    `select id, origin, post, person, unit, ${SPAN} from shift where id = $1 and not is_drill for update`,
    [id],
  );
  return rows[0];
}

export async function removeShift(db: ClientBase, id: string): Promise<void> {
  await db.query('delete from shift where id = $1', [id]);
}

export async function saveLaid(db: ClientBase, posts: readonly string[], toMs: number): Promise<void> {
  await db.query(`update post set laid_until = ${at(2)} where id = any ($1)`, [posts, toMs]);
}

/** Removes the shifts of a post that begin in a span; answers how many went. */
export async function removeShifts(db: ClientBase, post: string, span: Span): Promise<number> {
  const gone = await db.query(
    `delete from shift where post = $1 and from_at >= ${at(2)} and from_at < ${at(3)} and not is_drill`,
    [post, span.fromMs, span.toMs],
  );
  return gone.rowCount ?? 0;
}

export async function readGaps(db: ClientBase): Promise<ToldGap[]> {
  const { rows } = await db.query<ToldGap>(`select post, ${SPAN} from roster_gap order by post, from_at`);
  return rows;
}

export async function addGap(db: ClientBase, { post, fromMs, toMs }: ToldGap): Promise<void> {
  await db.query(`insert into roster_gap (post, from_at, to_at) values ($1, ${at(2)}, ${at(3)})`, [post, fromMs, toMs]);
}

export async function removeGap(db: ClientBase, { post, fromMs }: ToldGap): Promise<void> {
  await db.query(`delete from roster_gap where post = $1 and from_at = ${at(2)}`, [post, fromMs]);
}

const SHOULD = `u.duty = 'always' or exists (
  select from shift f where f.unit = s.unit and not f.is_drill and f.from_at <= city_now() and f.to_at > city_now())`;

/** Units whose flag is not what the running shifts say. */
export async function readShiftTurns(db: ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ unit: string }>(
    `select s.unit from unit_state s join unit u on u.id = s.unit where u.retired_at is null and s.on_shift <> (${SHOULD}) order by s.unit`,
  );
  return rows.map((row) => row.unit);
}

/** Brings these units on shift or off, as the shifts say now; answers those that changed. */
export async function turnShifts(
  db: ClientBase,
  units: readonly string[],
): Promise<{ unit: string; onShift: boolean; drill: boolean }[]> {
  await db.query('select from unit_state where unit = any ($1) order by unit for update', [units]);
  const { rows } = await db.query<{ unit: string; onShift: boolean; drill: boolean }>(
    `update unit_state s set on_shift = not on_shift, version = version + 1 from unit u
     where u.id = s.unit and s.unit = any ($1) and s.on_shift <> (${SHOULD})
     returning s.unit, s.on_shift as "onShift", u.is_drill as drill`,
    [units],
  );
  return rows.sort((a, b) => (a.unit < b.unit ? -1 : 1));
}

/** City time, epoch milliseconds. */
export async function readNow(db: Db): Promise<number> {
  const { rows } = await db.query<{ ms: number }>(`select ${ms('city_now()')} as ms`);
  return (rows[0] as { ms: number }).ms;
}

/** Makes the outward shift. */
export function toShift({ id, origin, post, person, unit, fromMs, toMs }: StoredShift): Shift {
  return {
    ...{ id, origin, post, person, unit },
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  };
}
