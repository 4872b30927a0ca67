import type { NewEntry } from '../../server/journal/entry.js';

/** Median and 95th percentile in ms. */
export interface Numbers {
  p50: number;
  p95: number;
  samples: number;
}

const INSERT = `
  insert into observation (id, batch, source, record, stream, type, priority, occurred_at, received_at, h3, district, placed, counted, raw)
  select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 's' || n % 5, n::text,
    (array['incident', 'complaint', 'risk'])[1 + n % 3], 't' || n % 40, 1 + (n / 7) % 4,
    city_now() - $3::interval - random() * $4::interval, now(), null, '99010' || 1 + n % 8,
    (array['in', 'in', 'in', 'in', 'unlocated'])[1 + (n / 3) % 5], true, ''
  from generate_series($1::int, $2::int) as n`;
const CHUNK = 500_000;

/** All rows of the table, counted as a wall without roll-ups would. */
export const GROUP_BY = `select district, stream, type, priority, placed, count(*) from observation where counted and not is_drill group by 1, 2, 3, 4, 5`;

/** Statements that store `rows` observations: `lastDay` of them within 24 h, the others over the year before. */
export function fill(rows: number, lastDay: number): { text: string; values: unknown[] }[] {
  const statements = [{ text: INSERT, values: [1, lastDay, '0', '1 day'] as unknown[] }];
  for (let from = lastDay + 1; from <= rows; from += CHUNK) {
    statements.push({ text: INSERT, values: [from, Math.min(rows, from + CHUNK - 1), '1 day', '365 days'] });
  }
  return statements;
}

/** One new record, so that the state moves. */
export function oneMore(nowMs: number): NewEntry {
  const at = new Date(nowMs).toISOString();
  const minute = Math.floor(nowMs / 60_000);
  const cell = {
    minute,
    district: '990101',
    stream: 'incident',
    type: 't0',
    priority: 1,
    placed: 'in',
    n: 1,
    open: 0,
  } as const;
  const numbers = { observations: 1, readings: 0, duplicates: 0, newest: at, counts: [cell], hexes: [], latest: [] };
  return { fact: { type: 'intake.recorded', source: 's0', history: false, receivedAt: at, ...numbers } };
}

/** Sums up samples in ms. */
export function numbersOf(samples: readonly number[]): Numbers {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (p: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0) * 1000) / 1000;
  return { p50: at(0.5), p95: at(0.95), samples: sorted.length };
}
