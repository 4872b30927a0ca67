import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { bootIntake, type IntakeApp } from '../../support/intake.js';

const SENDERS = 12;
const ITEMS = 300;
let app: IntakeApp;
beforeAll(async () => {
  app = await bootIntake([{ id: 'desk', streams: ['incident'] }]);
}, 60_000);
afterAll(() => app?.close(), 60_000);

it(`a storm of ${SENDERS} senders with the same ${ITEMS} items, each in another order, stores and counts every item once`, async () => {
  const occurredAt = new Date().toISOString();
  const items = Array.from({ length: ITEMS }, (_, i) => ({
    ...{ id: `storm-${i}`, stream: 'incident', type: 'acc.fire', occurredAt },
    // Some are records of their own, some amend one another: both ways of taking a name meet.
    ...(i % 3 === 0 && { record: `storm-record-${i % 30}`, state: { status: String(i) } }),
  }));
  const turned = (n: number) => [...items.slice(n * 25), ...items.slice(0, n * 25)];
  const answers = await Promise.all(Array.from({ length: SENDERS }, (_, n) => app.send('desk', turned(n))));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const sum = (of: 'accepted' | 'duplicates') => answers.reduce((n, { body }) => n + body[of], 0);
  expect([sum('accepted'), sum('duplicates')]).toEqual([ITEMS, ITEMS * (SENDERS - 1)]);
  const { rows } = await app.db.query<{ n: number; counted: number }>(
    'select count(*)::int as n, count(*) filter (where counted)::int as counted from observation',
  );
  expect(rows).toEqual([{ n: ITEMS, counted: ITEMS - ITEMS / 3 + 10 }]);
  const told = await app.db.query<{ n: number }>(
    `select sum((c ->> 'n')::int)::int as n from journal_entry, jsonb_array_elements(fact -> 'counts') c where type = 'intake.recorded'`,
  );
  expect(told.rows).toEqual([{ n: rows[0]?.counted }]);
}, 60_000);
