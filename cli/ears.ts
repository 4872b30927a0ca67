import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z, ZodError } from 'zod';
import { EarsInput } from '../protocol/ears.js';
import { answerEars } from '../server/domain/signals/ears/ears-answer.rules.js';
import { CellFault } from './ears/cell-fault.js';
import { readSeries } from './ears/series.js';
import { fail } from './lifecycle.js';

const USAGE = `usage: npm run ears -- FILE.csv [--method C1|C2|C3] [--baseline 7] [--alpha 0.001] [--min-sigma 0]
                              [--count COLUMN]... [--state COLUMN] [--date COLUMN]
FILE has a line of names, then one line a step, separated by comma, semicolon or tab. Counted is the column called observed, cases, count or n,
else all columns of whole numbers together. "state" or "outbreak" (0 or 1) marks known outbreaks. An empty cell is a step that was not reported.
Out comes CSV: t,observed,mean,sd,score,upper,alarm; what was read and the assessment go to standard error.`;

/** `npm run ears`: runs a detector over a file, without a service or database. */
try {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    options: {
      ...{ method: text, baseline: text, alpha: text, 'min-sigma': text, state: text, date: text },
      count: { type: 'string', multiple: true },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined) {
    console.error(USAGE);
    process.exit(2);
  }
  const number = (value: string | undefined) => (value === undefined ? undefined : Number(value));
  const { notes, ...series } = readSeries(readFileSync(file, 'utf8'), values);
  const answer = answerEars(
    EarsInput.parse({
      ...series,
      ...{ method: values.method, baseline: number(values.baseline), alpha: number(values.alpha) },
      minSigma: number(values['min-sigma']),
    }),
  );
  console.log('t,observed,mean,sd,score,upper,alarm');
  for (const { t, observed, mean, sd, score, upper, alarm } of answer.points)
    console.log([t, observed, mean, sd, score, upper, alarm === null ? null : Number(alarm)].join(','));
  console.error(notes.join('; '));
  console.error(JSON.stringify({ settings: answer.settings, alarms: answer.alarms, assessment: answer.assessment }));
} catch (error) {
  const said = sentenceOf(error);
  if (said === null) fail(error);
  console.error(said);
  process.exit(1);
}

/** What a person can mend in the file or the command, in a sentence; null for anything else. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof CellFault) return error.message;
  if (error instanceof ZodError) return z.prettifyError(error);
  const { code } = error as { code?: string };
  return code === 'ENOENT' || code === 'EISDIR' || code?.startsWith('ERR_PARSE_ARGS') ? (error as Error).message : null;
}
