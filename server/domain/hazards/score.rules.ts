import type { WatchScore } from '../../../protocol/watch.js';

type Counts = Omit<WatchScore, 'precision' | 'recall'>;

/** Puts precision and recall to counts; null where there is nothing to divide by. */
export function scoreOf(counts: Counts): WatchScore {
  const ended = counts.met + counts.expired;
  return {
    ...counts,
    precision: ended === 0 ? null : counts.met / ended,
    recall: counts.hazards === 0 ? null : counts.foretold / counts.hazards,
  };
}

/** The score of all nodes together. */
export function totalScore(nodes: readonly Counts[]): WatchScore {
  const sum = (key: 'met' | 'expired' | 'hazards' | 'foretold') => nodes.reduce((n, counts) => n + counts[key], 0);
  const [met, expired, hazards, foretold] = [sum('met'), sum('expired'), sum('hazards'), sum('foretold')];
  return scoreOf({ node: null, met, expired, hazards, foretold });
}
