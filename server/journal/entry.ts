import type { PoolClient } from 'pg';
import type { Entry, Fact, FactType } from '../../protocol/facts.js';

/** A fact on its way into the journal. `cause` is the seq of the entry it follows from. */
export interface NewEntry {
  fact: Fact;
  subject?: string;
  actor?: string;
  cause?: number;
  source?: string;
  batch?: string;
  isDrill?: boolean;
}

/**
 * Runs once per cluster: effects, facts returned and cursor commit together. `react` gets entries of `types` in seq order and must
 * be a function of them and of the tables it owns. Facts it returns are appended at the end of the same transaction.
 */
export interface Reactor {
  readonly name: string;
  readonly types: readonly FactType[];
  /** What bounds a pull for a reactor whose work an entry multiplies: it gets entries until their weights reach `most`, at least one. */
  readonly load?: { most: number; weigh(entry: Entry): number };
  /**
   * After a pull that weighed more than `above` it rests for `ms`, so that one row written stands for all that came meanwhile. Who has not caught up
   * never rests.
   */
  readonly rest?: { weigh(entry: Entry): number; above: number; ms: number };
  react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]>;
}

/** Runs in every process, in memory, writes nothing. `apply` gets every entry after the seq that its load returned, in order. */
export interface TailListener {
  apply(entries: readonly Entry[]): void;
}
