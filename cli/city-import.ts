import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Crs } from '../protocol/geo.js';
import { importByHand } from '../server/city/city.seed.js';
import { readDistricts } from '../server/city/profile/districts.reader.js';
import { ProfileError } from '../server/city/profile/fault.js';
import type { Profile } from '../server/city/profile/profile.js';
import { readProfile } from '../server/city/profile/profile.reader.js';
import { loadConfig } from '../server/platform/config.js';
import { migrate } from '../server/platform/data-source.js';
import { Database } from '../server/platform/database.js';
import { Secret } from '../server/platform/secret.js';
import { withDatabase } from './database-of.js';
import { fail } from './lifecycle.js';

const USAGE = `usage: npm run city:import -- FOLDER
       npm run city:import -- --districts FILE [--code PROPERTY] [--name PROPERTY] [--crs wgs84|gcj02|bd09|cgcs2000] [--city NAME]
FOLDER is a city profile (docs/city-profile.md). FILE is GeoJSON with one polygon a district.`;
/** Notes shown in full; the rest is counted. */
const NOTES_SHOWN = 20;

/** `npm run city:import`: checks a city's own data and puts it in force, while the service runs or not. */
try {
  const { profile, origin } = read();
  const config = loadConfig();
  const written = await withDatabase(config, async (url) => {
    await migrate(url);
    const db = new Database(url);
    try {
      const secret = await Secret.load(config.secretKeyFile, db);
      return await db.tx(db.system, (client) => importByHand(client, profile, { origin, secret }));
    } finally {
      await db.onApplicationShutdown();
    }
  });
  report(profile, written);
  if (profile.tz !== null && profile.tz !== config.cityTz) {
    console.log(`The profile is for ${profile.tz}: start the service with CITY_TZ=${profile.tz}.`);
  }
  process.exit(0);
} catch (error) {
  if (!(error instanceof ProfileError)) fail(error);
  console.error(error.message);
  process.exit(1);
}

function read(): { profile: Profile; origin: string } {
  const text = { type: 'string' } as const;
  const options = { districts: text, code: text, name: text, crs: text, city: text };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [folder] = positionals;
  if ((folder === undefined) === (values.districts === undefined)) usage();
  if (values.districts === undefined)
    return { profile: readProfile(resolve(folder as string)), origin: folder as string };
  const crs = Crs.safeParse(values.crs ?? 'wgs84');
  if (!crs.success) usage();
  const keys = {
    ...(values.code === undefined ? {} : { code: values.code }),
    ...(values.name === undefined ? {} : { name: values.name }),
  };
  const file = { path: resolve(values.districts), crs: crs.data, keys };
  const named = values.city === undefined ? file : { ...file, cityName: values.city };
  return { profile: readDistricts(named), origin: values.districts };
}

function usage(): never {
  console.error(USAGE);
  process.exit(2);
}

function report(profile: Profile, written: Record<string, number>): void {
  for (const [table, rows] of Object.entries(written)) console.log(`${String(rows).padStart(8)}  ${table}`);
  for (const note of profile.notes.slice(0, NOTES_SHOWN)) console.log(`note: ${note}`);
  if (profile.notes.length > NOTES_SHOWN)
    console.log(`note: and ${profile.notes.length - NOTES_SHOWN} more of the kind`);
  console.log('Imported. A running service uses it within seconds.');
}
