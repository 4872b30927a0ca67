/** A reproducible stream of numbers. Every concern draws from a stream of its own, so adding one never moves another. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** One of the items, by weight when `weight` is given. */
  pick<T>(items: readonly T[], weight?: (item: T) => number): T;
  /** Count of events in an interval whose mean count is `mean`. @source Knuth's multiplication method, fit for means below 30 */
  poisson(mean: number): number;
  /** Standard normal. @source Box-Muller */
  normal(): number;
}

/** Makes the stream of a seed and any names, e.g. `randomOf(7, 'hotline', minute)`. */
export function randomOf(seed: number, ...names: (string | number)[]): Random {
  let state = hash(`${seed}/${names.join('/')}`);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (p) => next() < p,
    pick: (items, weight) => pick(next, items, weight),
    poisson: (mean) => poisson(next, mean),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

function pick<T>(next: () => number, items: readonly T[], weight?: (item: T) => number): T {
  if (items.length === 0) throw new Error('pick needs at least one item');
  if (!weight) return items[Math.floor(next() * items.length)] as T;
  let left = next() * items.reduce((sum, item) => sum + weight(item), 0);
  for (const item of items) {
    left -= weight(item);
    if (left < 0) return item;
  }
  return items[items.length - 1] as T;
}

function poisson(next: () => number, mean: number): number {
  const floor = Math.exp(-mean);
  let n = 0;
  for (let p = next(); p > floor; p *= next()) n++;
  return n;
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
