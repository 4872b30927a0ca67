import type { ClientBase, Pool } from 'pg';
import type { ObjectCategory, ObjectKind } from '../../../protocol/object.js';

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
  contact: { name: Buffer; phone: Buffer } | null | undefined;
  validFrom: string | null;
  validTo: string | null;
}

/** An object locked for a change. */
export interface LockedObject {
  code: string;
  district: string;
  version: number;
}

const SET = `kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en, category = excluded.category,
  address = excluded.address, lon = excluded.lon, lat = excluded.lat, h3 = excluded.h3, district = excluded.district, street = excluded.street,
  grid = excluded.grid, licence = excluded.licence, valid_from = excluded.valid_from, valid_to = excluded.valid_to`;

/** Locks objects in the order of their codes, as every writer does; removed ones are left out. */
export async function lockObjects(db: ClientBase, codes: readonly string[]): Promise<LockedObject[]> {
  const { rows } = await db.query<LockedObject>(
    'select code, district, version from object where code = any ($1) and removed_at is null order by code for update',
    [codes],
  );
  return rows;
}

/** Writes objects; what was removed comes back. Answers how many are new. */
export async function saveObjects(db: ClientBase, records: readonly ObjectRecord[]): Promise<number> {
  const rows = records.map(({ contact, ...record }) => ({
    ...record,
    keeps: contact === undefined,
    name: contact?.name.toString('base64') ?? null,
    phone: contact?.phone.toString('base64') ?? null,
  }));
  const { rows: saved } = await db.query<{ isNew: boolean }>(
    `insert into object (code, kind, name_zh, name_en, category, address, lon, lat, h3, district, street, grid, licence,
       valid_from, valid_to, contact_name, contact_phone)
     select code, kind, "nameZh", "nameEn", category, address, lon, lat, ('x' || lpad(h3, 16, '0'))::bit(64)::bigint, district, street, grid,
       licence, "validFrom", "validTo", decode(name, 'base64'), decode(phone, 'base64')
     from jsonb_to_recordset($1::jsonb) as x (code text, kind text, "nameZh" text, "nameEn" text, category text, address text, lon float8,
       lat float8, h3 text, district text, street text, grid text, licence text, "validFrom" date, "validTo" date, name text, phone text)
     order by code
     on conflict (code) do update set ${SET}, removed_at = null, version = object.version + 1
     returning xmax = 0 as "isNew"`,
    [JSON.stringify(rows)],
  );
  await saveContacts(db, rows);
  return saved.filter((row) => row.isNew).length;
}

/** Contacts of objects that were there before: written where the sender said something of them. */
async function saveContacts(
  db: ClientBase,
  rows: readonly { code: string; keeps: boolean; name: string | null; phone: string | null }[],
): Promise<void> {
  await db.query(
    `update object o set contact_name = decode(x.name, 'base64'), contact_phone = decode(x.phone, 'base64')
     from jsonb_to_recordset($1::jsonb) as x (code text, name text, phone text) where o.code = x.code`,
    [JSON.stringify(rows.filter((row) => !row.keeps).map(({ code, name, phone }) => ({ code, name, phone })))],
  );
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
