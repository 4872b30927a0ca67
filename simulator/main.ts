import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { City } from '../protocol/city.js';
import { Api } from './api.js';
import type { Life } from './city-life.js';
import { CityClock } from './city-clock.js';
import { Crew } from './crew/crew.js';
import { Fleet } from './crew/fleet.js';
import { Photos } from './crew/photos.js';
import { Staff } from './crew/staff.js';
import { demoPassword } from './demo-accounts.js';
import { fillGap } from './fill.js';
import { readGround } from './ground.js';
import { HISTORY_MINUTES, type Gap } from './history.js';
import { LiveCity } from './live.js';
import { Post } from './post.js';
import { readSensors } from './profile-sensors.js';
import { registerRiskPoints } from './risk-points.js';
import { registerShops } from './shops.js';
import { readState, writeState, type State } from './state.js';

const MINUTE_MS = 60_000;
const SEED = 20_261;
/** The crew looks at what is open this often, real time; more often on a hurried clock. */
const LOOK_MS = 2000;
const HURRIED_LOOK_MS = 1000;
/** Whom visitors sign in as on a phone. */
const GUEST = 'officer';
const CREW = ['crew-1', 'crew-2', 'crew-3'];
const { values: args } = parseArgs({
  options: {
    url: { type: 'string', default: process.env['SIM_URL'] ?? 'http://127.0.0.1:3000' },
    'data-dir': { type: 'string', default: process.env['SIM_DATA_DIR'] ?? process.env['DATA_DIR'] ?? '.data' },
    profile: {
      type: 'string',
      default: process.env['SIM_PROFILE'] ?? fileURLToPath(new URL('../../simulator/lanchuan', import.meta.url)),
    },
    speed: { type: 'string', default: '1' },
  },
});
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
// Started by the service: when that is gone, so are we.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && stop.abort(), 1000).unref();
await main().catch((error: unknown) => {
  if (stop.signal.aborted) return;
  console.error(`simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
process.exit();

async function main(): Promise<void> {
  const api = new Api(args.url);
  await api.signIn('admin', demoPassword(args['data-dir'], 'admin'));
  const city = await api.city();
  if (city.sources.length === 0)
    throw new Error('the city has no sources: the simulator needs the profile of simulator/lanchuan');
  const clock = await CityClock.of(api, city.clockRate ?? 1);
  const state = readState(args['data-dir']);
  await ensureKeys(api, city, state);
  await registerShops(api, args.profile, SEED);
  await registerRiskPoints(api, { profile: args.profile, seed: SEED, nowMs: clock.now() });
  const life = lifeOf(city);
  const sensors = readSensors(args.profile, city);
  const post = new Post(api, (source) => state.keys[source], stop.signal);
  for (let gap = await nextGap(api, state, clock.now()); gap !== null; gap = await nextGap(api, state, clock.now())) {
    remember(state, { gap });
    await fillGap({ life, sensors, api, keys: state.keys, gap }, stop.signal);
    remember(state, { gap: null, sentTo: gap.to });
  }
  const tempo = Math.max(0.1, Number(args.speed) || 1);
  clock.follow(api, stop.signal);
  const minute = state.sentTo ?? Math.floor(clock.now() / MINUTE_MS);
  const crew = await crewOf(life.zone, city.clockRate ?? 1, () => clock.now());
  const live = new LiveCity(life, sensors, post, { minute, tempo, isHeld: (record) => crew.holds(record) });
  const said = live.run(
    () => clock.now(),
    stop.signal,
    (sentTo) => remember(state, { sentTo }),
  );
  await Promise.all([said, crew.run(stop.signal)]);
}
/** The demo's staff, who work off what the sources report. */
async function crewOf(zone: string, rate: number, now: () => number): Promise<Crew> {
  const [officer, ...staff] = [GUEST, ...CREW].map(
    (name) => new Staff(args.url, name, demoPassword(args['data-dir'], name)),
  ) as [Staff, ...Staff[]];
  // With a password of a visitor's own nobody's unit is kept busy.
  await officer.begin().catch(() => undefined);
  const pace = { seed: SEED, zone };
  const fleet = new Fleet(staff[0] as Staff, pace, rate);
  const lookEveryMs = rate > 1 ? HURRIED_LOOK_MS : LOOK_MS;
  return new Crew({ pace, staff, photos: new Photos(args.profile), fleet, now, guest: officer.unit, lookEveryMs });
}

/** What is still to be said of the past: a fill that was cut short, or the time since the last run; null when there is nothing. */
async function nextGap(api: Api, state: State, nowMs: number): Promise<Gap | null> {
  if (state.gap) return state.gap;
  const to = Math.floor(nowMs / MINUTE_MS);
  const from = Math.max((await sentTo(api, state)) ?? 0, to - HISTORY_MINUTES);
  return from < to ? { from, to } : null;
}

/** Where the last run stopped. Without our own note (a restored city, another machine) the service tells when it was last heard from. */
async function sentTo(api: Api, state: State): Promise<number | null> {
  if (state.sentTo !== null) return state.sentTo;
  const heard = await api.lastHeard();
  return heard === null ? null : Math.floor(heard / MINUTE_MS);
}
function remember(state: State, news: Partial<State>): void {
  Object.assign(state, news);
  writeState(args['data-dir'], state);
}

async function ensureKeys(api: Api, city: City, state: State): Promise<void> {
  for (const source of city.sources) if (!source.retired) state.keys[source.id] ??= await api.newKey(source.id);
  writeState(args['data-dir'], state);
}
function lifeOf(city: City): Life {
  return {
    seed: SEED,
    zone: city.tz,
    center: city.center ?? [0, 0],
    ground: readGround(args.profile),
    types: new Map(city.types.map((type) => [type.code, type])),
  };
}
