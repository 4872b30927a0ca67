import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LonLat } from '../protocol/geo.js';
import type { Api } from './api.js';
import { randomOf } from './random.js';
import { FAMILY_NAMES, GIVEN_NAMES } from './voices.data.js';

/** Shops that the demo city looks after: every seventh of its places of that kind. */
const EVERY = 7;
const MOST = 60;
/** How a trade is told from a shop's name; what fits none is retail. */
const TRADES: readonly (readonly [RegExp, string])[] = [
  [/面|饭|餐|烧烤|火锅|小吃|早点|茶|咖啡|糕/, 'catering'],
  [/网吧|KTV|影|台球/, 'entertainment'],
  [/回收|废品/, 'recycling'],
  [/理发|洗|修|药|诊所|旅馆/, 'service'],
];
const COLUMNS = 'code,kind,nameZh,category,address,lon,lat,crs,licence,contactName,contactPhone';

const Streets = z.object({
  features: z.array(z.object({ properties: z.object({ code: z.string(), name: z.string() }) })),
});
const Places = z.object({
  features: z.array(
    z.object({
      properties: z.object({ name: z.string(), kind: z.string(), street: z.string().optional() }),
      geometry: z.object({ coordinates: LonLat }),
    }),
  ),
});

/** Puts the demo's shops on the register of a city that has none. Owners are invented; 1390000xxxx is kept free of subscribers here. */
export async function registerShops(api: Api, profile: string, seed: number): Promise<void> {
  if ((await api.objects()) === 0) await api.importObjects(shopsOf(profile, seed));
}

/** The register as CSV, the same for the same seed. */
export function shopsOf(profile: string, seed: number): string {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(profile, file), 'utf8'));
  const { features } = Places.parse(read('places.geojson'));
  const streets = new Map(
    Streets.parse(read('streets.geojson')).features.map((f) => [f.properties.code, f.properties.name]),
  );
  const shops = features.filter((f) => f.properties.kind === 'shop').filter((_, i) => i % EVERY === 0);
  const lines = shops.slice(0, MOST).map(({ properties: { name, street }, geometry }, i) => {
    const random = randomOf(seed, 'shops', i);
    const [lon, lat] = geometry.coordinates;
    const owner = random.pick(FAMILY_NAMES) + random.pick(GIVEN_NAMES);
    const category = TRADES.find(([words]) => words.test(name))?.[1] ?? 'retail';
    const number = 2 + Math.floor(random.next() * 300);
    const code = `S-${String(i + 1).padStart(4, '0')}`;
    const phone = `1390000${String(Math.floor(random.next() * 10_000)).padStart(4, '0')}`;
    const licence = `92990100MA${String(100_000 + i * 37)}X`;
    return [
      code,
      'shop',
      name,
      category,
      `${streets.get(street ?? '') ?? ''}沿街 ${number} 号`,
      lon,
      lat,
      'wgs84',
      licence,
      owner,
      phone,
    ].join();
  });
  return [COLUMNS, ...lines].join('\n');
}
