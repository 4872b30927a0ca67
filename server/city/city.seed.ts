import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Database } from '../platform/database.js';
import { BUILT_IN_CATALOGUE } from './catalogue/catalogue.data.js';
import { importProfile, saveSetting } from './profile/profile.import.js';
import { emptyProfile, type Profile } from './profile/profile.js';
import { readProfile } from './profile/profile.reader.js';

/** Advisory lock of the import: of several instances that start together one imports and the others find it done. */
const SEED_LOCK = [4711, 3] as const;
/** Setting that holds the hash of what was imported last. */
const SEEDED = 'city.seeded';

const log = new Logger('city');

/** Fills the reference tables at start, once per content: from CITY_PROFILE, else with the built-in catalogue alone. */
export async function ensureCity(
  db: Database,
  config: Pick<Config, 'cityProfile' | 'cityDemo'>,
  clock: Clock,
): Promise<void> {
  const { cityProfile: folder } = config;
  const hash = folder === null ? hashOf([JSON.stringify(BUILT_IN_CATALOGUE)]) : hashOf(filesOf(folder));
  await db.tx(db.system, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [...SEED_LOCK]);
    const seeded = await seededHash(client);
    if (seeded === hash || (folder === null && seeded !== null)) return;
    const profile = folder === null ? builtIn() : readProfile(folder);
    const written = await importProfile(client, profile, { demo: config.cityDemo });
    await saveSetting(client, SEEDED, hash);
    log.log({ msg: folder === null ? 'built-in catalogue installed' : 'city profile imported', folder, ...written });
    for (const note of profile.notes) log.warn({ msg: 'city profile', note });
    if (profile.tz !== null && profile.tz !== clock.zone) {
      log.warn({
        msg: `the profile is for ${profile.tz}, the service runs in ${clock.zone}: set CITY_TZ=${profile.tz}`,
      });
    }
  });
}

/** Notes what was imported by hand, so that a later start without a profile leaves it alone. */
export async function markSeeded(client: PoolClient, origin: string): Promise<void> {
  await saveSetting(client, SEEDED, `import ${origin}`);
}

/** What a city without a profile starts with. */
function builtIn(): Profile {
  return { ...emptyProfile(), types: [...BUILT_IN_CATALOGUE] };
}

async function seededHash(client: PoolClient): Promise<string | null> {
  const { rows } = await client.query<{ value: string }>('select value from setting where name = $1', [SEEDED]);
  return rows[0]?.value ?? null;
}

/** Contents of the files of a folder in the order of their names, and the catalogue they extend. */
function filesOf(folder: string): (string | Buffer)[] {
  const names = readdirSync(folder).filter((name) => /\.(json|geojson|csv)$/.test(name));
  return [
    JSON.stringify(BUILT_IN_CATALOGUE),
    ...names.sort().flatMap((name) => [name, readFileSync(join(folder, name))]),
  ];
}

function hashOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
