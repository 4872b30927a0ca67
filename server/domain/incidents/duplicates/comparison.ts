import type { ClientBase, Pool } from 'pg';
import { likeness, readReport, type Likeness, type ReadReport, type Reported } from './duplicate.rules.js';
import { readSquares, type Comparable } from './duplicates.queries.js';
import { Neighbourhood, squaresAround, type Square } from './neighbourhood.rules.js';

/** Kept of one incident, the likeliest: more is never told. */
const KEPT = 10;
/** Incidents whose surroundings are read with one query. */
const CHUNK = 50;
/** Others have their turn after so long. */
const TURN_MS = 12;
/** Reports kept taken apart: in a flood the same ones are compared again and again. */
const KEPT_REPORTS = 4000;

/** What was found of one incident. */
export interface Found {
  one: Comparable;
  alike: (Likeness & { id: string })[];
  isAll: boolean;
}

/** Compares incidents with what is open near them, in bounded time: square by square, nearest first, and never for long without a pause. */
export class Comparison {
  private readonly reports = new Map<string, { text: string; report: ReadReport }>();

  /** Compares each with those near it. Their own words are in the table already, so that those of one batch find each other. */
  async run(db: Pool | ClientBase, incidents: readonly Comparable[]): Promise<Found[]> {
    const found: Found[] = [];
    for (let from = 0; from < incidents.length; from += CHUNK) {
      const chunk = incidents.slice(from, from + CHUNK);
      const around = new Neighbourhood(await readSquares(db, distinct(chunk.flatMap(squaresAround))));
      let begunMs = performance.now();
      for (const one of chunk) {
        if (performance.now() - begunMs > TURN_MS) {
          await new Promise(setImmediate);
          begunMs = performance.now();
        }
        found.push({ one, ...this.compare(this.read(one), around.of(one)) });
      }
    }
    return found;
  }

  /** Compares a report that is no incident (a call) with what is open near it. */
  async runOne(db: Pool, reported: Reported): Promise<Omit<Found, 'one'>> {
    const around = new Neighbourhood(await readSquares(db, squaresAround(reported)));
    return this.compare(readReport(reported), around.of({ ...reported, id: null }));
  }

  private compare(report: ReadReport, { near, isAll }: { near: Comparable[]; isAll: boolean }) {
    const alike = near.flatMap((other) => {
      const like = likeness(report, this.read(other));
      return like === null ? [] : [{ id: other.id, ...like }];
    });
    return { alike: alike.sort((a, b) => b.score - a.score).slice(0, KEPT), isAll };
  }

  /** Takes a report apart once, unless it says something else by now. */
  private read(one: Comparable): ReadReport {
    const known = this.reports.get(one.id);
    const text = `${one.type} ${one.lon} ${one.lat} ${one.occurredMs} ${one.text}`;
    if (known?.text === text) return known.report;
    const report = readReport(one);
    this.reports.delete(one.id);
    this.reports.set(one.id, { text, report });
    const oldest = this.reports.keys().next();
    if (this.reports.size > KEPT_REPORTS && !oldest.done) this.reports.delete(oldest.value);
    return report;
  }
}

function distinct(squares: readonly Square[]): Square[] {
  return [...new Map(squares.map((square) => [square.join(' '), square])).values()];
}
