import { fold, houseNumber, similarity } from './address.rules.js';
import type { AreaRow, PlaceRow } from './city-rows.js';
import { NameIndex } from './name-index.rules.js';
import { pointOnRoad, RoadIndex, type Road } from './road-index.rules.js';

/** Where an address was found. `score` 0..1 says how sure; `road` is a name fit for walls. */
export interface GazetteerMatch {
  lon: number;
  lat: number;
  district: string | null;
  road: string | null;
  name: string;
  score: number;
}

/** Below this score no match is offered: a wrong point is worse than none. */
export const MATCH_THRESHOLD = 0.6;
/** Scores by how the place was found; ties between same names and a contradicting district lower them. */
const SCORE = { place: 0.95, roadNumber: 0.85, road: 0.7, similar: 0.8 };
/** Factor when several entries bear the name and nothing in the address tells them apart. */
const AMBIGUOUS = 0.7;
/** Least similarity at which a misspelt name counts as the name. */
const SIMILAR_ENOUGH = 0.6;
/** Entries compared in full for a misspelt name. */
const SIMILAR_TRIES = 200;

type DistrictAt = (lon: number, lat: number) => string | null;

interface Spot {
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  readonly district: string | null;
}

/** What else an address says: its district and its road. */
interface Hints {
  readonly district: string | null;
  readonly road: string | null;
}

/** The address book of a city, in memory. */
export class AddressBook {
  private readonly places: NameIndex<Spot[]>;
  private readonly roads: NameIndex<Road[]>;
  private readonly areas: NameIndex<string>;
  private readonly prefixes: readonly string[];
  private readonly spotsByPair = new Map<string, Set<string>>();
  private readonly spots: Map<string, Spot[]>;
  private readonly roadIndex: RoadIndex;

  constructor(
    known: {
      cityNames: readonly string[];
      areas: readonly AreaRow[];
      places: readonly PlaceRow[];
      roads: readonly Road[];
    },
    private readonly districtAt: DistrictAt,
  ) {
    this.prefixes = known.cityNames.map(fold).filter((n) => n.length > 1);
    this.spots = groupBy(known.places, (p) => p.nameFolded);
    this.places = new NameIndex(this.spots);
    this.roads = new NameIndex(groupBy(known.roads, (r) => fold(r.name)));
    this.areas = new NameIndex(known.areas.flatMap(areaNames));
    this.roadIndex = new RoadIndex(known.roads);
    for (const name of this.spots.keys()) for (const pair of pairsOf(name)) this.note(pair, name);
  }

  /** District code that the text names, directly or through one of its streets; null when it names none. */
  districtNamed(address: string): string | null {
    return this.areas.longestIn(fold(address))?.entry ?? null;
  }

  /** Finds the point an address means: a place it contains, then a road with house number, then the most similar place. */
  match(address: string): GazetteerMatch | null {
    const text = this.withoutCity(fold(address));
    if (text.length < 2) return null;
    const district = this.areas.longestIn(text)?.entry ?? null;
    const road = this.roads.longestIn(text)?.entry[0]?.name ?? null;
    const hints = { district, road };
    const best =
      sure(this.byPlace(text, hints)) ?? sure(this.byRoad(text, hints)) ?? sure(this.bySimilarity(text, hints));
    return best === null ? null : { ...best, road: best.road ?? road ?? this.roadIndex.nearest(best.lon, best.lat) };
  }

  /** Name of the road an address names, else of the road within 150 m of the point; null when neither. */
  roadOf(address: string | undefined, point?: readonly [number, number]): string | null {
    const named = address === undefined ? null : this.roads.longestIn(fold(address));
    if (named !== null) return named.entry[0]?.name ?? null;
    return point === undefined ? null : this.roadIndex.nearest(point[0], point[1]);
  }

  private byPlace(text: string, hints: Hints): GazetteerMatch | null {
    const hit = this.places.longestIn(text);
    return hit === null ? null : this.pick(hit.entry, hints, SCORE.place);
  }

  private byRoad(text: string, hints: Hints): GazetteerMatch | null {
    const hit = this.roads.longestIn(text);
    if (hit === null) return null;
    const number = houseNumber(text.slice(hit.end));
    const spots = hit.entry.map((road) => {
      const [lon, lat] = pointOnRoad(road, number);
      return { name: road.name, lon, lat, district: this.districtAt(lon, lat) };
    });
    const match = this.pick(spots, hints, number === null ? SCORE.road : SCORE.roadNumber);
    return match === null ? null : { ...match, road: match.name };
  }

  private bySimilarity(text: string, hints: Hints): GazetteerMatch | null {
    const tail = withoutAreas(text, this.areas);
    let best: { name: string; likeness: number } | null = null;
    for (const name of this.candidates(tail)) {
      const likeness = similarity(name, tail);
      if (likeness >= SIMILAR_ENOUGH && likeness > (best?.likeness ?? 0)) best = { name, likeness };
    }
    return best === null ? null : this.pick(this.spots.get(best.name) ?? [], hints, SCORE.similar * best.likeness);
  }

  /** Names that share the most letter pairs with the text. */
  private candidates(text: string): string[] {
    const shared = new Map<string, number>();
    for (const pair of pairsOf(text)) {
      for (const name of this.spotsByPair.get(pair) ?? []) shared.set(name, (shared.get(name) ?? 0) + 1);
    }
    const ranked = [...shared].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return ranked.slice(0, SIMILAR_TRIES).map(([name]) => name);
  }

  /** Chooses among entries of one name: in the named district, then at the named road; else the first, less sure when there are several. */
  private pick(spots: readonly Spot[], { district, road }: Hints, score: number): GazetteerMatch | null {
    const here = district === null ? spots : spots.filter((s) => s.district === district);
    const atRoad =
      here.length < 2 || road === null ? [] : here.filter((s) => this.roadIndex.nearest(s.lon, s.lat) === road);
    const left = atRoad.length > 0 ? atRoad : here;
    const spot = left[0] ?? spots[0];
    if (spot === undefined) return null;
    const { name, lon, lat } = spot;
    return {
      lon,
      lat,
      district: spot.district,
      road: null,
      name,
      score: left.length === 1 ? score : score * AMBIGUOUS,
    };
  }

  private withoutCity(text: string): string {
    const prefix = this.prefixes.find((p) => text.startsWith(p) && !this.places.longestIn(text.slice(0, p.length + 8)));
    return prefix === undefined ? text : text.slice(prefix.length);
  }

  private note(pair: string, name: string): void {
    const names = this.spotsByPair.get(pair);
    if (names === undefined) this.spotsByPair.set(pair, new Set([name]));
    else names.add(name);
  }
}

/** Nothing for a match below the threshold. */
function sure(match: GazetteerMatch | null): GazetteerMatch | null {
  return match !== null && match.score >= MATCH_THRESHOLD ? match : null;
}

function areaNames(area: AreaRow): [string, string][] {
  if (area.level === 'city') return [];
  const district = area.level === 'district' ? area.code : area.parent;
  return district === null ? [] : [[fold(area.nameZh), district]];
}

/** Drops everything up to the end of the last area name, so that a name is compared with a name. */
function withoutAreas(text: string, areas: NameIndex<string>): string {
  let rest = text;
  for (let hit = areas.longestIn(rest); hit !== null; hit = areas.longestIn(rest)) rest = rest.slice(hit.end);
  return rest === '' ? text : rest;
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
