import { cellToParent } from 'h3-js';
import type { UsualCount, Weights } from './causes.js';
import { weightOfRecord } from './weights.rules.js';

/** Hours of one part of the day, and how far back usual values look. @source docs/protocol.md §Feeds (usual band): 8 weeks, 8 samples */
export const PART_HOURS = 6;
export const USUAL_DAYS = 56;
export const LEAST_DAYS = 8;

/** Gives the part of the day (0..3) of an hour of the city's clock. */
export function partOf(hour: number): number {
  return Math.floor(hour / PART_HOURS);
}

/** What is usual in cells of every resolution at one part of the day: weighted counts over `hours`. */
export class Usual {
  private readonly counts = new Map<string, number>();

  /** @param hours that the counts stand on; null: too few days are known, and nothing is usual */
  constructor(
    rows: readonly UsualCount[],
    private readonly hours: number | null,
    weights: Weights,
  ) {
    if (hours === null) return;
    for (const { h3, stream, type, priority, n } of rows)
      for (const cell of [h3, cellToParent(h3, 8), cellToParent(h3, 7)]) {
        const key = `${cell}|${stream}|${type}`;
        this.counts.set(key, (this.counts.get(key) ?? 0) + n * weightOfRecord(priority, weights));
      }
  }

  /** Records of a kind that are usual in a cell, decayed as `steady` says, in thousandths; null when not known. */
  of(cell: string, kind: string, steady: number): number | null {
    if (this.hours === null) return null;
    return Math.floor(((this.counts.get(`${cell}|${kind}`) ?? 0) * steady) / (this.hours * 1000));
  }
}
