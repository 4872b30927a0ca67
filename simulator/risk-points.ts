import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LonLat } from '../protocol/geo.js';
import type { Api } from './api.js';
import { randomOf, type Random } from './random.js';
import { RISK_KINDS, type RiskKind } from './risk-kinds.data.js';
import { shopsOf } from './shops.js';
import { FAMILY_NAMES, GIVEN_NAMES } from './voices.data.js';

const COLUMNS = [
  ...['code', 'nameZh', 'nameEn', 'category', 'object', 'address', 'lon', 'lat', 'crs', 'method', 'likelihood'],
  ...['exposure', 'consequence', 'controls', 'ownerOrg', 'ownerName', 'ownerPhone', 'reviewDue', 'visitedOn'],
];
const DAY_MS = 86_400_000;
/** Days between visits of each colour as the service comes with them: the demo's last visits lie within that, a few before. */
const EVERY_DAYS = { red: 7, orange: 30, yellow: 90, blue: 180 } as const;
/** The longest ago that a last visit lies, as a share of those days: what is beyond 1 is overdue. */
const OLDEST_SHARE = 1.12;

const Places = z.object({
  features: z.array(
    z.object({
      properties: z.object({ name: z.string(), nameEn: z.string().optional(), kind: z.string() }),
      geometry: z.object({ coordinates: LonLat }),
    }),
  ),
});

/** What a risk point is about. */
interface Spot {
  kind: RiskKind;
  name: string;
  nameEn: string | null;
  object: string;
  at: readonly [number, number];
}

/** Puts the demo's risk points on the register of a city that has none. Owners are invented; 1390001xxxx is kept free of subscribers here. */
export async function registerRiskPoints(
  api: Api,
  { profile, seed, nowMs }: { profile: string; seed: number; nowMs: number },
): Promise<void> {
  if ((await api.riskPoints()) === 0) await api.importRiskPoints(riskPointsOf(profile, seed, nowMs));
}

/** The register as CSV, the same for the same seed and day. */
export function riskPointsOf(profile: string, seed: number, nowMs: number): string {
  const lines = spotsOf(profile, seed).map((spot, i) => lineOf(spot, i, { random: randomOf(seed, 'risk', i), nowMs }));
  return [COLUMNS.join(), ...lines].join('\n');
}

/** Places of each kind, and the kitchens of restaurants that are on the register of objects. */
function spotsOf(profile: string, seed: number): Spot[] {
  const { features } = Places.parse(JSON.parse(readFileSync(join(profile, 'places.geojson'), 'utf8')));
  const found = RISK_KINDS.flatMap((kind) =>
    features
      .filter((f) => f.properties.kind === kind.place)
      .filter((_, i) => i % kind.every === 0)
      .slice(0, kind.most)
      .map(({ properties: { name, nameEn }, geometry }): Spot => {
        const inEnglish = nameEn === undefined ? null : `${nameEn} ${kind.tailEn}`;
        return { kind, name: name + kind.tail, nameEn: inEnglish, object: '', at: geometry.coordinates };
      }),
  );
  const kitchen = RISK_KINDS.find((kind) => kind.place === 'kitchen');
  if (!kitchen) return found;
  const shops = shopsOf(profile, seed)
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const kitchens = shops
    .filter(([, , , category]) => category === 'catering')
    .slice(0, kitchen.most)
    .map(([code = '', , name = '', , , lon, lat]): Spot => {
      return { kind: kitchen, name: name + kitchen.tail, nameEn: null, object: code, at: [Number(lon), Number(lat)] };
    });
  return [...found, ...kitchens];
}

function lineOf(
  { kind, name, nameEn, object, at }: Spot,
  i: number,
  { random, nowMs }: { random: Random; nowMs: number },
) {
  const likelihood = random.pick(kind.likelihood);
  const consequence = random.pick(kind.consequence);
  const exposure = kind.exposure ? random.pick(kind.exposure) : '';
  const score = likelihood * (exposure === '' ? 1 : exposure) * consequence;
  const day = (offset: number) => new Date(nowMs + offset * DAY_MS).toISOString().slice(0, 10);
  const since = random.between(0, EVERY_DAYS[colourOf(score, kind)] * OLDEST_SHARE);
  const owner = random.pick(FAMILY_NAMES) + random.pick(GIVEN_NAMES);
  const phone = `1390001${String(Math.floor(random.next() * 10_000)).padStart(4, '0')}`;
  return [
    ...[`R-${String(i + 1).padStart(4, '0')}`, name, nameEn ?? '', kind.category, object, name, ...at, 'wgs84'],
    ...[kind.exposure ? 'lec' : 'ls', likelihood, exposure, consequence, kind.controls, kind.org, owner, phone],
    ...[day(Math.floor(random.between(-15, 340))), day(-Math.floor(since) - 1)],
  ].join();
}

/** Roughly the grade that the service will give, by its usual bounds: only to date the last visits. */
function colourOf(score: number, { exposure }: RiskKind): keyof typeof EVERY_DAYS {
  const [red, orange, yellow] = exposure ? [320, 160, 70] : [20, 15, 8];
  if (score >= red) return 'red';
  if (score >= orange) return 'orange';
  return score >= yellow ? 'yellow' : 'blue';
}
