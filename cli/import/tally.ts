import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { IntakeAnswer } from '../../protocol/observation.js';

/** What an import came to, up to a row. `firstMs` and `startedMs` (epoch ms) and `run` belong to a replay. */
export interface Tally {
  rows: number;
  accepted: number;
  duplicates: number;
  rejected: Record<string, number>;
  run: string;
  startedMs: number;
  firstMs: number | null;
}

/** Adds the answer about one batch. */
export function addAnswer(tally: Tally, rows: number, answer: IntakeAnswer): void {
  tally.rows += rows;
  tally.accepted += answer.accepted;
  tally.duplicates += answer.duplicates;
  for (const { code } of answer.rejected) tally.rejected[code] = (tally.rejected[code] ?? 0) + 1;
}

/** The summary in words: every row is accepted, a duplicate or rejected for a reason. */
export function summary(tally: Tally): string {
  const rejected = Object.entries(tally.rejected).sort(([, a], [, b]) => b - a);
  const total = rejected.reduce((sum, [, n]) => sum + n, 0);
  const reasons = rejected.map(([code, n]) => `    ${code}: ${n}`);
  return [
    `rows ${tally.rows}`,
    `  accepted   ${tally.accepted}`,
    `  duplicates ${tally.duplicates}`,
    `  rejected   ${total}`,
    ...reasons,
  ].join('\n');
}

/** Remembers how far an import came, so that an interrupted one goes on there. */
export class Checkpoint {
  constructor(private readonly file: string) {}

  /** Reads what an interrupted run left; null when there is nothing to resume. */
  read(): Tally | null {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Tally;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  write(tally: Tally): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(tally));
    renameSync(`${this.file}.new`, this.file);
  }

  clear(): void {
    rmSync(this.file, { force: true });
  }
}
