/** How often each length in whole seconds is there. */
export type Length = [seconds: number, n: number];

/** Lengths of a block before it is split: a change moves at most this many, and a place is found by as many steps. */
const MOST = 512;

interface Block {
  lengths: Length[];
  n: number;
}

/** Lengths in order, in blocks that know how many they hold: what is in the middle is found without passing all that is there. */
export class Histogram {
  private readonly blocks: Block[] = [];
  private count = 0;

  /** @param lengths ascending, none twice */
  constructor(lengths: readonly Readonly<Length>[] = []) {
    for (let from = 0; from < lengths.length; from += MOST)
      this.blocks.push(blockOf(lengths.slice(from, from + MOST).map(([seconds, n]) => [seconds, n])));
    this.count = this.blocks.reduce((sum, { n }) => sum + n, 0);
  }

  /** How many lengths there are in all. */
  get total(): number {
    return this.count;
  }

  /** All lengths, ascending. */
  get lengths(): Length[] {
    return this.blocks.flatMap(({ lengths }) => lengths);
  }

  /** Sets how often a length is there; with 0 it goes. */
  put({ seconds, n }: { seconds: number; n: number }): void {
    const place = firstNotBelow(this.blocks, (block) => (block.lengths.at(-1) as Length)[0] < seconds);
    const at = Math.min(place, this.blocks.length - 1);
    const block = this.blocks[at];
    if (block) this.putIn(block, at, [seconds, n]);
    else if (n !== 0) this.blocks.push(blockOf([[seconds, n]]));
    if (!block) this.count += n;
  }

  /** The length at a share of the way from the shortest (0) to the longest (1), between its neighbours; null when there is none. As quantileOf. */
  at(share: number): number | null {
    if (this.count === 0) return null;
    const place = (this.count - 1) * share;
    const low = this.nth(Math.floor(place));
    const high = this.nth(Math.ceil(place));
    return low + (high - low) * (place - Math.floor(place));
  }

  private putIn(block: Block, at: number, [seconds, n]: Length): void {
    const { lengths } = block;
    const place = firstNotBelow(lengths, ([other]) => other < seconds);
    const there = lengths[place];
    const isThere = there?.[0] === seconds;
    const before = isThere ? there[1] : 0;
    lengths.splice(place, isThere ? 1 : 0, ...(n === 0 ? [] : [[seconds, n] satisfies Length]));
    block.n += n - before;
    this.count += n - before;
    if (lengths.length === 0) this.blocks.splice(at, 1);
    if (lengths.length > MOST) this.blocks.splice(at, 1, ...halvesOf(lengths));
  }

  private nth(place: number): number {
    let left = place;
    for (const { lengths, n } of this.blocks) {
      if (left >= n) left -= n;
      else return nthOf(lengths, left);
    }
    throw new RangeError(`there is no length ${place}`);
  }
}

function nthOf(lengths: readonly Length[], place: number): number {
  let left = place;
  for (const [seconds, n] of lengths) {
    if (left < n) return seconds;
    left -= n;
  }
  throw new RangeError(`there is no length ${place}`);
}

function blockOf(lengths: Length[]): Block {
  return { lengths, n: lengths.reduce((sum, [, n]) => sum + n, 0) };
}

function halvesOf(lengths: Length[]): Block[] {
  const middle = lengths.length >> 1;
  return [blockOf(lengths.slice(0, middle)), blockOf(lengths.slice(middle))];
}

/** The first place of a list in order at which something is not below what is looked for. */
function firstNotBelow<T>(list: readonly T[], isBelow: (one: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
