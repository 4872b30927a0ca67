import { binOf } from './times.rules.js';

/** Numbers by key for one minute or window. Keys are small integers that the owner hands out. */
export type Counts = ReadonlyMap<number, number>;

interface Follower {
  added(minute: number, key: number, n: number): void;
}

/** Counts by minute and key, with sums over windows that are kept up while counts come in and minutes pass. */
export class MinuteCounts {
  private readonly minutes = new Map<number, Map<number, number>>();
  private readonly followers: Follower[] = [];
  private oldest = -Infinity;

  /** Adds `n` (may be negative) to a key of a minute; what is forgotten stays forgotten. */
  add(minute: number, key: number, n: number): void {
    if (n === 0 || minute < this.oldest) return;
    let counts = this.minutes.get(minute);
    if (!counts) this.minutes.set(minute, (counts = new Map<number, number>()));
    bump(counts, key, n);
    for (const follower of this.followers) follower.added(minute, key, n);
  }

  /** Counts of one minute. */
  at(minute: number): Counts {
    return this.minutes.get(minute) ?? NONE;
  }

  /** Makes a sum over a moving window. */
  window(): WindowSum {
    return this.follow(new WindowSum(this));
  }

  /** Makes sums of 15 minutes over the groups that `groupOf` puts keys in. */
  bins<G>(groupOf: (key: number) => G): BinSum<G> {
    return this.follow(new BinSum(this, groupOf));
  }

  /** Forgets the minutes before `minute`. Windows must not reach there any more. */
  forgetBefore(minute: number): void {
    this.oldest = minute;
    for (const old of this.minutes.keys()) if (old < minute) this.minutes.delete(old);
  }

  private follow<F extends Follower>(follower: F): F {
    this.followers.push(follower);
    return follower;
  }
}

/** The sum over [from, to): moving it costs the minutes that leave and enter, not those inside. */
export class WindowSum {
  private from = 0;
  private to = 0;
  private sums = new Map<number, number>();

  constructor(private readonly counts: MinuteCounts) {}

  /** Sums by key over [from, to), epoch minutes. */
  over(from: number, to: number): Counts {
    if (from < this.from || to < this.to || from >= this.to) {
      this.sums = new Map();
      this.from = this.to = from;
    }
    for (; this.from < from; this.from++) this.take(this.from, -1);
    for (; this.to < to; this.to++) this.take(this.to, 1);
    return this.sums;
  }

  added(minute: number, key: number, n: number): void {
    if (minute >= this.from && minute < this.to) bump(this.sums, key, n);
  }

  private take(minute: number, sign: 1 | -1): void {
    for (const [key, n] of this.counts.at(minute)) bump(this.sums, key, sign * n);
  }
}

/** Sums per 15-minute bin and group. */
export class BinSum<G> {
  private readonly bins = new Map<number, Map<G, number>>();

  constructor(
    private readonly counts: MinuteCounts,
    private readonly groupOf: (key: number) => G,
  ) {}

  added(minute: number, key: number, n: number): void {
    const bin = binOf(minute);
    let sums = this.bins.get(bin);
    if (!sums) this.bins.set(bin, (sums = new Map<G, number>()));
    const group = this.groupOf(key);
    sums.set(group, (sums.get(group) ?? 0) + n);
  }

  /** Adds up `length` bins that end with the one holding minute `to` - 1; minutes from `to` on do not count. */
  line(to: number, length: number, isIn: (group: G) => boolean): number[] {
    const last = binOf(to - 1);
    const line = Array.from({ length }, (_, i) => this.sum(last - length + 1 + i, isIn));
    for (let minute = to; binOf(minute) === last; minute++) {
      for (const [key, n] of this.counts.at(minute))
        if (isIn(this.groupOf(key))) line[length - 1] = (line[length - 1] ?? 0) - n;
    }
    return line;
  }

  /** Forgets the bins before the one that holds `minute`. */
  forgetBefore(minute: number): void {
    for (const bin of this.bins.keys()) if (bin < binOf(minute)) this.bins.delete(bin);
  }

  private sum(bin: number, isIn: (group: G) => boolean): number {
    let total = 0;
    for (const [group, n] of this.bins.get(bin) ?? []) if (isIn(group)) total += n;
    return total;
  }
}

const NONE: Counts = new Map();

function bump(counts: Map<number, number>, key: number, n: number): void {
  const sum = (counts.get(key) ?? 0) + n;
  if (sum === 0) counts.delete(key);
  else counts.set(key, sum);
}
