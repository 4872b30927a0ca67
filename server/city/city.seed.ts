import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Database } from '../platform/database.js';
import type { Secret } from '../platform/secret.js';
import { BUILT_IN_ALARM_RULES } from './alarm-rules.data.js';
import { BUILT_IN_CATALOGUE } from './catalogue/catalogue.data.js';
import { BUILT_IN_CALENDARS } from './clocks/service-calendars.data.js';
import { BUILT_IN_LIMITS } from './clocks/time-limits.data.js';
import { ENFORCEMENT_FIELDS } from './enforcement-fields.data.js';
import { importProfile, saveSetting, type Written } from './profile/profile.import.js';
import { emptyProfile, type Profile } from './profile/profile.js';
import { readProfile } from './profile/profile.reader.js';

/** Advisory lock of the import: of several instances that start together one imports and the others find it done. */
const SEED_LOCK = [4711, 10] as const;
/** Setting that says what filled the tables last: `built-in HASH`, `folder HASH` or `import FILE`. */
const SEEDED = 'city.seeded';
const BUILT_IN = 'built-in';

const log = new Logger('city');

/** Fills the reference tables at start, once per content: from CITY_PROFILE, else with the built-in catalogue alone. */
export async function ensureCity(
  db: Database,
  config: Pick<Config, 'cityProfile' | 'cityDemo'>,
  { clock, secret }: { clock: Clock; secret: Secret },
): Promise<void> {
  const { cityProfile: folder } = config;
  const wanted = folder === null ? `${BUILT_IN} ${hashOf([])}` : `folder ${hashOf(filesOf(folder))}`;
  await db.tx(db.system, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [...SEED_LOCK]);
    const seeded = await seededBy(client);
    // Without a profile, what a profile or an import brought stays in force.
    if (seeded === wanted) return;
    if (folder === null && seeded !== null && !seeded.startsWith(BUILT_IN)) return addLater(client, secret);
    const profile = folder === null ? builtIn() : readProfile(folder);
    const written = await importProfile(client, profile, {
      demo: config.cityDemo,
      seal: (plain) => secret.seal(plain),
    });
    await saveSetting(client, SEEDED, wanted);
    log.log({ msg: folder === null ? 'built-in catalogue installed' : 'city profile imported', folder, ...written });
    for (const note of profile.notes) log.warn({ msg: 'city profile', note });
    if (profile.tz !== null && profile.tz !== clock.zone) {
      log.warn({
        msg: `the profile is for ${profile.tz}, the service runs in ${clock.zone}: set CITY_TZ=${profile.tz}`,
      });
    }
  });
}

/**
 * Imports a profile by hand and notes it, so that a later start without CITY_PROFILE leaves it alone. A city that has no catalogue yet
 * gets the built-in one.
 */
export async function importByHand(
  client: PoolClient,
  profile: Profile,
  { origin, secret }: { origin: string; secret: Secret },
): Promise<Written> {
  await client.query('select pg_advisory_xact_lock($1, $2)', [...SEED_LOCK]);
  const isNew = (await seededBy(client)) === null;
  const base = isNew ? builtIn() : emptyProfile();
  const whole = {
    ...profile,
    types: profile.types ?? base.types,
    calendars: profile.calendars ?? base.calendars,
    limits: profile.limits ?? base.limits,
    fields: profile.fields ?? base.fields,
    alarmRules: profile.alarmRules ?? base.alarmRules,
  };
  const written = await importProfile(client, whole, { demo: false, seal: (plain) => secret.seal(plain) });
  await saveSetting(client, SEEDED, `import ${origin}`);
  return written;
}

/** What a city without a profile starts with. */
function builtIn(): Profile {
  return {
    ...emptyProfile(),
    types: [...BUILT_IN_CATALOGUE],
    calendars: [...BUILT_IN_CALENDARS],
    limits: [...BUILT_IN_LIMITS],
    fields: [...ENFORCEMENT_FIELDS],
    alarmRules: [...BUILT_IN_ALARM_RULES],
  };
}

/** Gives a city that was imported by hand under an earlier release what it cannot have brought: calendars, limits, alarm rules. */
async function addLater(client: PoolClient, secret: Secret): Promise<void> {
  const lacks = async (sql: string) => (await client.query(sql)).rowCount === 0;
  const { calendars, limits, alarmRules } = builtIn();
  const hasClocks = !(await lacks('select from service_calendar limit 1'));
  const hasRules = !(await lacks('select from alarm_rule limit 1'));
  if (hasClocks && hasRules) return;
  const later = {
    ...emptyProfile(),
    ...(!hasClocks && { calendars, limits }),
    ...(!hasRules && { alarmRules }),
  };
  await importProfile(client, later, { demo: false, seal: (plain) => secret.seal(plain) });
}

async function seededBy(client: PoolClient): Promise<string | null> {
  const { rows } = await client.query<{ value: string }>('select value from setting where name = $1', [SEEDED]);
  return rows[0]?.value ?? null;
}

/** Names and contents of a folder's files in the order of their names. */
function filesOf(folder: string): (string | Buffer)[] {
  const names = readdirSync(folder).filter((name) => /\.(json|geojson|csv)$/.test(name));
  return [...names.sort().flatMap((name) => [name, readFileSync(join(folder, name))])];
}

/** Hash of contents and of the built-in data they extend: a new release with more types or other limits is installed, too. */
function hashOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  const base = [BUILT_IN_CATALOGUE, BUILT_IN_CALENDARS, BUILT_IN_LIMITS, ENFORCEMENT_FIELDS, BUILT_IN_ALARM_RULES];
  hash.update(JSON.stringify(base));
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
