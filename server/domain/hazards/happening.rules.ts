import type { Entry } from '../../../protocol/facts.js';
import type { LonLat } from '../../../protocol/geo.js';
import type { HazardChain, HazardNode } from '../../../protocol/hazard-chain.js';
import type { WatchCause } from '../../../protocol/watch.js';

/** Alarms that say that a limit was passed; all others are about the instrument. */
const OVER_A_LIMIT = ['high', 'low'];

/** Something that may be a hazard. `words`: what the chain knows it by; `isItself`: it is the hazard, not only a word of it. */
export interface Happening {
  kind: WatchCause['kind'];
  id: string;
  ref: string;
  atMs: number;
  districts: readonly string[];
  at: LonLat | null;
  words: string;
  isItself: boolean;
  isDrill: boolean;
}

/** Reads what an entry says that happened; null when it is no hazard. The words of a warning are not in its fact: `warningWords` are its events and headlines. */
export function happeningOf({ at, fact }: Entry, warningWords: string): Happening | null {
  if (fact.type === 'incident.opened') {
    const { id, no, type, district, lon, lat, occurredAt, isDrill } = fact.card;
    const of = { kind: 'incident' as const, id, ref: no, words: type, isItself: true, isDrill };
    return { ...of, atMs: Date.parse(occurredAt), districts: [district], at: pointOf(lon, lat) };
  }
  if (fact.type === 'alarm.raised') {
    const { id, subject, cause, condition, hidden, district, lon, lat, activeAt, isDrill } = fact.alarm;
    if (hidden !== null || !OVER_A_LIMIT.includes(condition)) return null;
    const of = { kind: 'alarm' as const, id, ref: subject, words: cause, isItself: true, isDrill };
    return { ...of, atMs: Date.parse(activeAt), districts: [district], at: pointOf(lon, lat) };
  }
  if (fact.type === 'signal.confirmed') {
    const { id, rule, district, isDrill } = fact.signal;
    const of = { kind: 'signal' as const, id, ref: rule, words: rule, isItself: false, isDrill };
    return { ...of, atMs: Date.parse(at), districts: [district], at: null };
  }
  if (fact.type !== 'warning.issued' || fact.warning.reach === 'outside') return null;
  const { id, from, until, districts, isDrill } = fact.warning;
  if (Date.parse(until) <= Date.parse(at)) return null;
  const of = { kind: 'warning' as const, id, ref: id, words: warningWords, isItself: false, isDrill };
  return { ...of, atMs: Math.max(Date.parse(from), Date.parse(at)), districts, at: null };
}

/** The nodes of a chain that a happening is, or speaks of. */
export function nodesOf({ nodes }: HazardChain, { kind, words }: Pick<Happening, 'kind' | 'words'>): HazardNode[] {
  return nodes.filter((node) => {
    switch (kind) {
      case 'incident':
        return node.types.some((type) => words.startsWith(type));
      case 'alarm':
        return node.alarms.includes(words);
      case 'signal':
        return node.signals.includes(words);
      case 'warning':
        return node.warnings.some((word) => words.toLowerCase().includes(word.toLowerCase()));
    }
  });
}

function pointOf(lon: number | null, lat: number | null): LonLat | null {
  return lon === null || lat === null ? null : [lon, lat];
}
