import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Crs } from '../protocol/geo.js';
import { importByHand } from '../server/city/city.seed.js';
import { districtsOfCodes, readDistricts } from '../server/city/profile/districts.reader.js';
import { ProfileError } from '../server/city/profile/fault.js';
import type { Profile } from '../server/city/profile/profile.js';
import { readProfile } from '../server/city/profile/profile.reader.js';
import { loadConfig, type Config } from '../server/platform/config.js';
import { migrate } from '../server/platform/data-source.js';
import { Database } from '../server/platform/database.js';
import { Secret } from '../server/platform/secret.js';
import { withDatabase } from './database-of.js';
import { fail } from './lifecycle.js';
import { importRegister } from './registers/register-import.js';
import type { RegisterDone, RegisterTask } from './registers/register-take.js';

const CRS = 'wgs84|gcj02|bd09|cgcs2000';
const USAGE = `usage: npm run city:import -- FOLDER
       npm run city:import -- --districts FILE [--code PROPERTY] [--name PROPERTY] [--crs ${CRS}] [--city NAME]
       npm run city:import -- --codes CODE,CODE... [--city NAME]
       npm run city:import -- --objects FILE [--map MAP.json] [--crs ${CRS}] [--skip-faults]
       npm run city:import -- --risk-points FILE [--map MAP.json] [--crs ${CRS}] [--skip-faults]
FOLDER is a city profile (docs/city-profile.md). FILE of districts is GeoJSON with one polygon a district; CODES are districts without boundaries.
FILE of objects (监管对象) or risk points (风险点) is CSV, NDJSON or GeoJSON, plain or .gz (docs/import.md).`;
/** Notes shown in full; the rest is counted. */
const NOTES_SHOWN = 20;

/** What the command line asks for. */
type Asked = { task: RegisterTask } | { profile: Profile; origin: string };

/** `npm run city:import`: checks a city's own data and puts it in force, while the service runs or not. */
try {
  const asked = read();
  const config = loadConfig();
  await withDatabase(config, async (url) => {
    await migrate(url);
    const db = new Database(url);
    try {
      if ('task' in asked) tellRegister(await importRegister(db, asked.task, config), asked.task);
      else await putInForce(db, asked, config);
    } finally {
      await db.onApplicationShutdown();
    }
  });
  process.exit(0);
} catch (error) {
  if (!(error instanceof ProfileError)) fail(error);
  console.error(error.message);
  process.exit(1);
}

function read(): Asked {
  const text = { type: 'string' } as const;
  const profile = { districts: text, code: text, name: text, crs: text, city: text, codes: text };
  const registers = { objects: text, 'risk-points': text, map: text, 'skip-faults': { type: 'boolean' } as const };
  const { values, positionals } = parseArgs({ options: { ...profile, ...registers }, allowPositionals: true });
  const [folder] = positionals;
  const named = [folder, values.districts, values.codes, values.objects, values['risk-points']];
  if (named.filter((one) => one !== undefined).length !== 1) usage();
  const crs = values.crs === undefined ? null : Crs.safeParse(values.crs);
  if (crs?.success === false) usage();
  const register = values.objects ?? values['risk-points'];
  if (register !== undefined) {
    const kind = values.objects === undefined ? ('risk-points' as const) : ('objects' as const);
    const map = values.map === undefined ? null : resolve(values.map);
    const rest = { map, crs: crs?.data ?? null, skipsFaults: values['skip-faults'] ?? false };
    return { task: { register: kind, path: resolve(register), ...rest } };
  }
  if (values.codes !== undefined)
    return { profile: districtsOfCodes(values.codes.split(',').filter(Boolean), values.city), origin: '--codes' };
  if (values.districts === undefined)
    return { profile: readProfile(resolve(folder as string)), origin: folder as string };
  const keys = {
    ...(values.code === undefined ? {} : { code: values.code }),
    ...(values.name === undefined ? {} : { name: values.name }),
  };
  const file = { path: resolve(values.districts), crs: crs?.data ?? ('wgs84' as const), keys };
  const cityFile = values.city === undefined ? file : { ...file, cityName: values.city };
  return { profile: readDistricts(cityFile), origin: values.districts };
}

function usage(): never {
  console.error(USAGE);
  process.exit(2);
}

async function putInForce(db: Database, { profile, origin }: { profile: Profile; origin: string }, config: Config) {
  const secret = await Secret.load(config.secretKeyFile, db);
  const written = await db.tx(db.system, (client) => importByHand(client, profile, { origin, secret }));
  for (const [table, rows] of Object.entries(written)) console.log(`${String(rows).padStart(8)}  ${table}`);
  tellNotes(profile.notes);
  console.log('Imported. A running service uses it within seconds.');
  if (profile.tz !== null && profile.tz !== config.cityTz) {
    console.log(`The profile is for ${profile.tz}: start the service with CITY_TZ=${profile.tz}.`);
  }
}

function tellRegister({ added, changed, unchanged, left, notes }: RegisterDone, { register }: RegisterTask): void {
  tellNotes(notes);
  if (left !== null) console.error(`Left out:\n${left}`);
  console.log(`${register}: ${added} added, ${changed} changed, ${unchanged} unchanged.`);
}

function tellNotes(notes: readonly string[]): void {
  for (const note of notes.slice(0, NOTES_SHOWN)) console.log(`note: ${note}`);
  if (notes.length > NOTES_SHOWN) console.log(`note: and ${notes.length - NOTES_SHOWN} more of the kind`);
}
