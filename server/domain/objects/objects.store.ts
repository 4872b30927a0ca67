import type { ClientBase, Pool } from 'pg';
import type { ObjectCategory, ObjectKind } from '../../../protocol/object.js';
import { savedOf, type Saved, type SavedRow } from './saved.rules.js';
import type { SealedPerson } from './sealed-person.js';

/** An object on its way into the table. `contact` undefined: what is kept stays. */
export interface ObjectRecord {
  code: string;
  kind: ObjectKind;
  nameZh: string;
  nameEn: string | null;
  category: ObjectCategory;
  address: string;
  lon: number | null;
  lat: number | null;
  /** H3 cell, hexadecimal. */
  h3: string | null;
  district: string;
  street: string | null;
  grid: string | null;
  licence: string | null;
  contact: SealedPerson | null | undefined;
  validFrom: string | null;
  validTo: string | null;
}

/** An object locked for a change, with its sealed contact. */
export interface LockedObject {
  code: string;
  district: string;
  version: number;
  contact: SealedPerson | null;
}

/** Locks objects in the order of their codes, as every writer does; removed ones are left out. */
export async function lockObjects(db: ClientBase, codes: readonly string[]): Promise<LockedObject[]> {
  const { rows } = await db.query<Omit<LockedObject, 'contact'> & { name: Buffer | null; phone: Buffer | null }>(
    `select code, district, version, contact_name as name, contact_phone as phone from object
     where code = any ($1) and removed_at is null order by code for update`,
    [codes],
  );
  return rows.map(({ name, phone, ...row }) => ({ ...row, contact: name && phone && { name, phone } }));
}

/** Writes objects; what was removed comes back, what stands there already as it is stays untouched. */
export async function saveObjects(db: ClientBase, records: readonly ObjectRecord[]): Promise<Saved> {
  const rows = records.map(({ contact, ...record }) => ({
    ...record,
    keeps: contact === undefined,
    name: contact?.name.toString('base64') ?? null,
    phone: contact?.phone.toString('base64') ?? null,
  }));
  const { rows: saved } = await db.query<SavedRow>(SAVE, [JSON.stringify(rows)]);
  return savedOf(saved);
}

/** Takes an object off the register; its incidents keep its code. */
export async function removeObject(db: ClientBase, code: string): Promise<void> {
  await db.query(
    `update object set removed_at = city_now(), contact_name = null, contact_phone = null, version = version + 1 where code = $1`,
    [code],
  );
}

/** Notes that an object was looked at, just now. */
export async function noteChecks(db: ClientBase, incidents: readonly string[]): Promise<void> {
  await db.query(
    `update object o set checked_at = city_now() from incident i where i.id = any ($1) and o.code = i.object and not i.is_drill`,
    [incidents],
  );
}

/** The sealed contact of an object in these districts (null: all); undefined when there is no such object or no contact. */
export async function sealedContact(
  db: Pool,
  code: string,
  districts: readonly string[] | null,
): Promise<{ name: Buffer; phone: Buffer } | undefined> {
  const { rows } = await db.query<{ name: Buffer; phone: Buffer }>(
    `select contact_name as name, contact_phone as phone from object
     where code = $1 and removed_at is null and contact_phone is not null and ($2::text[] is null or district = any ($2))`,
    [code, districts],
  );
  return rows[0];
}

const COLUMNS = `kind, name_zh, name_en, category, address, lon, lat, h3, district, street, grid, licence, valid_from, valid_to,
  contact_name, contact_phone`;
const TOLD = COLUMNS.replaceAll(/\w+/g, 'excluded.$&');
const KEPT = COLUMNS.replaceAll(/\w+/g, 'object.$&');

const SAVE = `with x as (select * from jsonb_to_recordset($1::jsonb) as x (code text, kind text, "nameZh" text, "nameEn" text, category text,
    address text, lon float8, lat float8, h3 text, district text, street text, grid text, licence text, "validFrom" date, "validTo" date,
    name text, phone text, keeps boolean)),
  known as (
    -- Who answers stays where the sender says nothing of it.
    select x.*, case when x.keeps then o.contact_name else decode(x.name, 'base64') end as contact_name,
      case when x.keeps then o.contact_phone else decode(x.phone, 'base64') end as contact_phone
    from x left join object o on o.code = x.code)
  insert into object (code, ${COLUMNS})
  select code, kind, "nameZh", "nameEn", category, address, lon, lat, ('x' || lpad(h3, 16, '0'))::bit(64)::bigint, district, street, grid,
    licence, "validFrom", "validTo", contact_name, contact_phone
  from known order by code
  on conflict (code) do update set (${COLUMNS}) = row (${TOLD}), removed_at = null, version = object.version + 1
    where object.removed_at is not null or (${KEPT}) is distinct from (${TOLD})
  returning code, xmax = 0 as "isNew"`;
