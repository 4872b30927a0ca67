import type { CityRows, PostRow, RouteRow } from '../../server/city/city-rows.js';
import { emptyProfile } from '../../server/city/profile/profile.js';
import { importForces } from '../../server/city/profile/units.import.js';
import type { UnitRecord } from '../../server/city/profile/units.rules.js';
import { Database } from '../../server/platform/database.js';
import { Secret } from '../../server/platform/secret.js';
import type { TestApp } from './app.js';

/** A street team of district 990101 that is always on shift and takes two incidents; a test names what matters to it. */
export function unitOf(id: string, more: Partial<UnitRecord> = {}): UnitRecord {
  return {
    ...{ id, nameZh: id, nameEn: id, type: 'enforcement', skills: ['enforcement'], fields: ['*'], district: '990101' },
    ...{ organisationZh: '执法局', organisationEn: 'Bureau', areas: [], crew: 4, phone: null, capacity: 2 },
    ...{ base: [120.05, 38.75], duty: 'always', drill: false },
    ...more,
  };
}

/** Puts units (and rules and posts) into the tables and in force, as an import does. */
export async function seedUnits(
  { app }: Pick<TestApp, 'app'>,
  of: { units: readonly UnitRecord[]; routes?: RouteRow[]; posts?: PostRow[] },
): Promise<void> {
  const { CityStore } = await import('../../server/city/city.store.js');
  const { snapshotOf } = await import('../../server/city/city-snapshot.rules.js');
  const { ENFORCEMENT_FIELDS } = await import('../../server/city/enforcement-fields.data.js');
  const [db, secret, store] = [app.get(Database), app.get(Secret), app.get(CityStore)];
  const { routes = [], posts = [] } = of;
  const profile = { ...emptyProfile(), units: [...of.units], routes, posts };
  await db.tx(db.system, (client) => importForces(client, profile, (plain) => secret.seal(plain)));
  const units = of.units.map(({ phone, ...unit }) => ({ ...unit, hasPhone: phone !== null }));
  const rows: CityRows = { ...store.current.rows, units, routes, posts, fields: [...ENFORCEMENT_FIELDS] };
  store.replace(snapshotOf(rows));
}
