import type { PoolClient } from 'pg';
import type { NewEntry } from '../journal/entry.js';

/** What names a timer: there is one for each. */
export interface TimerKey {
  kind: string;
  subject: string;
  step?: string;
}

/**
 * A timer to be set. Setting it again moves it. `dueMs` is city time, epoch milliseconds;
 * one that lies in the past fires at once. `payload` holds ids and numbers, never names or phones.
 */
export interface NewTimer extends TimerKey {
  dueMs: number;
  payload?: Readonly<Record<string, unknown>>;
  isDrill?: boolean;
}

/** A timer that is due. */
export interface DueTimer {
  id: string;
  kind: string;
  subject: string;
  step: string;
  dueMs: number;
  payload: Readonly<Record<string, unknown>>;
  isDrill: boolean;
}

/**
 * What happens when timers of some kinds are due. Both calls run in one transaction with the mark that the timer has fired and with the
 * facts that `fire` answers: all of it happens once, or none of it and it is tried again.
 */
export interface TimerHandler {
  /** Kinds it answers for; no other handler names them. */
  readonly kinds: readonly string[];
  /**
   * Locks the rows that `fire` will change. Commands lock those first and set their timers afterwards; without this the two would wait for
   * each other. A timer that was moved or cancelled meanwhile does not fire.
   */
  lock?(timer: DueTimer, db: PoolClient): Promise<void>;
  /** Does it. May set and cancel timers, this one too. */
  fire(timer: DueTimer, db: PoolClient): Promise<NewEntry[]>;
}
