import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { EarsInput } from '../protocol/ears.js';
import { answerEars } from '../server/domain/signals/ears/ears-answer.rules.js';
import { fail } from './lifecycle.js';

const USAGE = `usage: npm run ears -- FILE.csv [--method C1|C2|C3] [--baseline 7] [--alpha 0.001] [--min-sigma 0]
FILE has a line of names, then one line a step; a column "state" (0 or 1) marks known outbreaks, a column "t" numbers the steps, and
all others are counts that are added up. Out comes CSV: t,observed,mean,sd,score,upper,alarm; the assessment goes to standard error.`;

/** `npm run ears`: runs a detector over a file, without a service or database. */
try {
  const text = { type: 'string' } as const;
  const options = { method: text, baseline: text, alpha: text, 'min-sigma': text };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined) {
    console.error(USAGE);
    process.exit(2);
  }
  const number = (value: string | undefined) => (value === undefined ? undefined : Number(value));
  const answer = answerEars(
    EarsInput.parse({
      ...readSeries(file),
      ...{ method: values.method, baseline: number(values.baseline), alpha: number(values.alpha) },
      minSigma: number(values['min-sigma']),
    }),
  );
  console.log('t,observed,mean,sd,score,upper,alarm');
  for (const { t, observed, mean, sd, score, upper, alarm } of answer.points)
    console.log([t, observed, mean, sd, score, upper, alarm === null ? null : Number(alarm)].join(','));
  console.error(JSON.stringify({ settings: answer.settings, alarms: answer.alarms, assessment: answer.assessment }));
} catch (error) {
  fail(error);
}

function readSeries(file: string): { counts: number[]; outbreak?: boolean[] } {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true, trim: true });
  const counts = rows.map((row) =>
    Object.entries(row).reduce(
      (sum, [name, value]) => (name === 't' || name === 'state' ? sum : sum + Number(value)),
      0,
    ),
  );
  const isMarked = rows[0] !== undefined && 'state' in rows[0];
  return isMarked ? { counts, outbreak: rows.map((row) => row['state'] === '1') } : { counts };
}
