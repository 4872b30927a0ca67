import type { Entry } from '../../../protocol/facts.js';
import { FRAME_INTERVAL_MS } from '../../../protocol/live.js';

/** The map is looked at and told at least this often by the city's clock: decay and silence move it too, and its readers know by it that somebody looks. */
const LOOK_EVERY_MS = 60_000;
/** Rest after a look that told nothing, so that causes which change nothing do not keep the database busy. */
const REST_MS = 1000;

/** What entries mean for the map: records that it counts, which are told whether or not the index moves; or other causes of the index. */
export type News = 'records' | 'causes';

/** Finds what entries of the journal mean for the map; null: nothing. */
export function newsIn(entries: readonly Entry[]): News | null {
  const news = entries.map(newsOf);
  return news.includes('records') ? 'records' : news.includes('causes') ? 'causes' : null;
}

/** A moment: monotonic, and by the city's clock. */
export interface Now {
  realMs: number;
  cityMs: number;
}

/** When the next look is due. Screens are drawn in real time; what the map shows decays with the city's, which may be hurried or set. */
export class Pace {
  private latest: News | null = 'causes';
  private beganAt: Now = { realMs: -Infinity, cityMs: -Infinity };
  private statedAt: Now = { realMs: -Infinity, cityMs: -Infinity };

  /** Something moved. */
  news(news: News): void {
    if (this.latest !== 'records') this.latest = news;
  }

  /** A look begins, and sees all news up to now. Answers whether it is to be told even if nothing changed. */
  began(now: Now): boolean {
    const isTold = this.latest === 'records' || leftOf(this.statedAt, now) <= 0;
    this.latest = null;
    this.beganAt = now;
    return isTold;
  }

  /** The look was told. */
  stated(now: Now): void {
    this.statedAt = now;
  }

  /** How long until the next look, real milliseconds while the city's clock keeps real time: none at the leading edge, at most until the next minute's. */
  waitMs(now: Now): number {
    const quietMs = leftOf(this.beganAt, now);
    if (this.latest === null && quietMs > 0) return quietMs;
    const { realMs } = now;
    return Math.max(
      ...[0, this.beganAt.realMs + REST_MS - realMs, this.statedAt.realMs + FRAME_INTERVAL_MS['risk-map'] - realMs],
    );
  }
}

/** What is left of a minute of the city since a moment; nothing when its clock was set back. */
function leftOf(then: Now, { cityMs }: Now): number {
  return cityMs < then.cityMs ? 0 : then.cityMs + LOOK_EVERY_MS - cityMs;
}

function newsOf({ fact, isDrill }: Entry): News | null {
  if (isDrill) return null;
  if (fact.type === 'intake.recorded') return fact.hexes.length > 0 ? 'records' : null;
  if (fact.type === 'observation.amended') return 'records';
  return /^(alarm|incident|risk-point|object)\./.test(fact.type) ? 'causes' : null;
}
