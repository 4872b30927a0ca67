import { distanceM } from '../openings.rules.js';
import { FARTHEST_M } from './duplicate.data.js';
import type { Reported } from './duplicate.rules.js';

/** Squares a degree: of 0.005°, about 550 m from south to north. Table index incident_square has the same. */
const PER_DEGREE = 200;
/** Metres of a degree of latitude, a little short, so that the box is a little large. @source IUGG mean radius R1: 111,195 */
const METRES_PER_DEGREE = 111_000;
/** Open incidents of one square that are looked at, the newest ones. A busy square has a tenth of it. */
export const MOST_IN_SQUARE = 200;
/** Compared with one incident at most, the nearest ones. */
export const MOST_COMPARED = 200;

/** A square: row and column of the grid. */
export type Square = readonly [y: number, x: number];

/** Squares that hold everything near enough to a report; none without a point. */
export function squaresAround({ lat, lon }: Pick<Reported, 'lat' | 'lon'>): Square[] {
  if (lat === null || lon === null) return [];
  const high = FARTHEST_M / METRES_PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  const squares: Square[] = [];
  for (let y = rowOf(lat - high); y <= rowOf(lat + high); y++)
    for (let x = rowOf(lon - wide); x <= rowOf(lon + wide); x++) squares.push([y, x]);
  return squares;
}

/** Open incidents by square, as read for a batch. */
export class Neighbourhood<T extends Reported & { id: string }> {
  private readonly bySquare = new Map<string, T[]>();

  constructor(incidents: readonly T[]) {
    for (const one of incidents) {
      if (one.lat === null || one.lon === null) continue;
      const key = keyOf([rowOf(one.lat), rowOf(one.lon)]);
      const square = this.bySquare.get(key) ?? [];
      this.bySquare.set(key, square);
      square.push(one);
    }
  }

  /** What an incident is compared with, and whether that is everything near or the nearest of too many. */
  of(report: Reported & { id: string | null }): { near: T[]; isAll: boolean } {
    const squares = squaresAround(report).map((square) => this.bySquare.get(keyOf(square)) ?? []);
    const near = squares
      .flat()
      .filter(({ id, isDrill }) => id !== report.id && isDrill === report.isDrill)
      .map((one) => ({ one, metres: distanceM(report, one) ?? Infinity }))
      .filter(({ metres }) => metres <= FARTHEST_M);
    const isAll = near.length <= MOST_COMPARED && squares.every((square) => square.length < MOST_IN_SQUARE);
    // Of equally near ones the newest: ids are made in order of time.
    if (near.length > MOST_COMPARED) near.sort((a, b) => a.metres - b.metres || (a.one.id < b.one.id ? 1 : -1));
    return { near: near.slice(0, MOST_COMPARED).map(({ one }) => one), isAll };
  }
}

const rowOf = (degrees: number) => Math.floor(degrees * PER_DEGREE);
const keyOf = ([y, x]: Square) => `${y} ${x}`;
