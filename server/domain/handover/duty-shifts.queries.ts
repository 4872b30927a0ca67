import type { ClientBase, Pool } from 'pg';
import type { DutyShift, DutyShiftVersions } from '../../../protocol/handover.js';

type Db = Pool | ClientBase;

/** Makes the shifts those given; others are retired, for handovers point at them. */
export async function saveShifts(db: ClientBase, shifts: readonly DutyShift[]): Promise<void> {
  await db.query('update duty_shift set retired_at = city_now() where retired_at is null and id <> all ($1)', [
    shifts.map((s) => s.id),
  ]);
  await db.query(
    `insert into duty_shift (id, name_zh, name_en, from_time, to_time, source)
     select id, "nameZh", "nameEn", "from", "to", source
     from jsonb_to_recordset($1::jsonb) as s (id text, "nameZh" text, "nameEn" text, "from" time, "to" time, source text)
     on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, from_time = excluded.from_time,
       to_time = excluded.to_time, source = excluded.source, retired_at = null`,
    [JSON.stringify(shifts)],
  );
}

/** Reads every set of shifts that was in force, the newest first. */
export async function readShiftVersions(db: Db): Promise<DutyShiftVersions['versions']> {
  const { rows } = await db.query<DutyShiftVersions['versions'][number]>(
    'select no, shifts, by, iso_utc(at) as at from duty_shift_version order by no desc',
  );
  return rows;
}

/** Number of the set in force. */
export async function readShiftVersion(db: Db): Promise<number> {
  const { rows } = await db.query<{ no: number }>('select coalesce(max(no), 0)::int as no from duty_shift_version');
  return rows[0]?.no ?? 0;
}

/** Holds the sets until the transaction ends: two changes must not take the same number. */
export async function lockShiftVersions(db: ClientBase): Promise<void> {
  await db.query('lock table duty_shift_version in share row exclusive mode');
}

/** Keeps a set of shifts under its number. */
export async function addShiftVersion(
  db: ClientBase,
  { no, shifts, by }: { no: number; shifts: readonly DutyShift[]; by: string },
): Promise<void> {
  await db.query('insert into duty_shift_version (no, shifts, by) values ($1, $2, $3)', [
    no,
    JSON.stringify(shifts),
    by,
  ]);
}
