import type { PoolClient } from 'pg';
import type { ObjectImported } from '../../../protocol/object.js';
import type { NewEntry } from '../../journal/entry.js';
import type { LineRules, Register } from './register-csv.rules.js';

/** Who sends a register in: as the audit names it, the districts it may write in (null: all), and from where. */
export interface RegisterSender {
  actor: string;
  reach: readonly string[] | null;
  address: string | null;
}

/** What became of a register, and the facts that the caller appends last. */
export interface RegisterWritten {
  answer: ObjectImported;
  facts: NewEntry[];
}

/** Writes lines of one kind of register. */
export interface RegisterWriter<T extends { code: string }> {
  readonly rules: LineRules<T>;
  /** Writes the good lines in the caller's transaction; what is wrong with the others joins `rejected`. */
  write(db: PoolClient, register: Register<T>, sender: RegisterSender): Promise<RegisterWritten>;
}

/** Says what became of a file of `lines` good lines. */
export function answerOf(
  lines: number,
  saved: { added: readonly string[]; changed: readonly string[] },
  rejected: ObjectImported['rejected'],
): ObjectImported {
  const [added, changed] = [saved.added.length, saved.changed.length];
  const inOrder = rejected.toSorted((a, b) => a.line - b.line);
  return { added, changed, unchanged: lines - added - changed, rejected: inOrder };
}
