import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LonLat } from '../protocol/geo.js';
import type { Random } from './random.js';

/** A place where something happens, as a caller would tell it. */
export interface Spot {
  lonLat: LonLat;
  road: string;
  place: string;
  address: string;
}

/** What kind of place a type of work needs. */
export type Where = 'road' | 'underpass' | 'shop' | 'home';

/** The city's roads and places, ready to draw spots from. */
export interface Ground {
  spot(random: Random, where: Where): Spot;
}

const Line = z.object({
  properties: z.object({ name: z.string().optional(), class: z.string().optional(), kind: z.string().optional() }),
  geometry: z.object({ type: z.string(), coordinates: z.array(LonLat) }),
});
const Point = z.object({
  properties: z.object({ name: z.string(), kind: z.string() }),
  geometry: z.object({ type: z.literal('Point'), coordinates: LonLat }),
});
const collection = <T extends z.ZodType>(feature: T) => z.object({ features: z.array(feature) });

interface Road {
  name: string;
  points: LonLat[];
  weight: number;
}
interface Place {
  name: string;
  kind: string;
  lonLat: LonLat;
}

/** Kinds of places that stand for a `where`. */
const KINDS: Record<Where, readonly string[]> = {
  road: [],
  underpass: ['underpass'],
  shop: ['shop', 'mall', 'market'],
  home: ['school', 'hospital', 'shop', 'mall', 'park'],
};
/** Fewer things are reported on fast roads than on local ones. */
const ROAD_WEIGHT: Record<string, number> = { motorway: 0.1, trunk: 0.5, primary: 1.2, residential: 1 };
const NEAR_DEGREES = 0.004;

/** Of so many shops one is seen again and again, so that the demo's register has grades of every colour. */
const OFTEN_EVERY = 35;
const OFTEN_WEIGHT = 25;

/** Reads roads and places of a profile folder. */
export function readGround(folder: string): Ground {
  const read = <T extends z.ZodType>(file: string, feature: T) =>
    collection(feature).parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).features as z.infer<T>[];
  const roads = read('roads.geojson', Line).map((f): Road => ({
    name: f.properties.name ?? '',
    points: f.geometry.coordinates,
    weight:
      (ROAD_WEIGHT[f.properties.class ?? f.properties.kind ?? ''] ?? 1) * Math.sqrt(f.geometry.coordinates.length),
  }));
  const places = read('places.geojson', Point).map((f): Place => ({ ...f.properties, lonLat: f.geometry.coordinates }));
  const named = roads.filter((r) => r.name !== '');
  const byWhere = new Map<Where, Place[]>();
  for (const where of Object.keys(KINDS) as Where[])
    byWhere.set(
      where,
      places.filter((p) => KINDS[where].includes(p.kind)),
    );
  const often = new Set(places.filter((p) => p.kind === 'shop').filter((_, i) => i % OFTEN_EVERY === 0));
  const weightOf = (where: Where) => (place: Place) => (where === 'shop' && often.has(place) ? OFTEN_WEIGHT : 1);
  const roadOf = remembered((place: Place) => nearest(named, place.lonLat));
  return {
    spot(random, where) {
      const some = byWhere.get(where) ?? [];
      return some.length === 0 ? onRoad(random, named) : atPlace(random, random.pick(some, weightOf(where)), roadOf);
    },
  };
}

function onRoad(random: Random, roads: readonly Road[]): Spot {
  const road = random.pick(roads, (r) => r.weight);
  const i = Math.floor(random.next() * (road.points.length - 1));
  const [a, b] = [road.points[i] as LonLat, road.points[i + 1] as LonLat];
  const share = random.next();
  const lonLat: LonLat = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
  const number = 1 + Math.floor(random.next() * 320);
  return { lonLat, road: road.name, place: `${road.name}${number}号`, address: `${road.name}${number}号` };
}

function atPlace(random: Random, place: Place, roadOf: (place: Place) => string | null): Spot {
  const lonLat: LonLat = [place.lonLat[0] + random.between(-3e-4, 3e-4), place.lonLat[1] + random.between(-3e-4, 3e-4)];
  const road = roadOf(place);
  return { lonLat, road: road ?? place.name, place: place.name, address: road ? `${road}${place.name}` : place.name };
}

/** Asks once per place: every corner of every road is looked at. */
function remembered(ask: (place: Place) => string | null): (place: Place) => string | null {
  const known = new Map<Place, string | null>();
  return (place) => {
    if (!known.has(place)) known.set(place, ask(place));
    return known.get(place) ?? null;
  };
}

/** Name of a road with a corner within some 350 m, if there is one. */
function nearest(roads: readonly Road[], at: LonLat): string | null {
  let best: string | null = null;
  let least = NEAR_DEGREES;
  for (const road of roads) {
    for (const point of road.points) {
      const distance = Math.abs(point[0] - at[0]) + Math.abs(point[1] - at[1]);
      if (distance < least) [least, best] = [distance, road.name];
    }
  }
  return best;
}
