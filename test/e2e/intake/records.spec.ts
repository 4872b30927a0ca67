import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bootIntake, type IntakeApp } from '../../support/intake.js';

let app: IntakeApp;
const at = (minute: number) => new Date(Date.now() - 3_600_000 + minute * 60_000).toISOString();
const message = (id: string, minute: number, more: object = {}) => ({
  ...{ id, stream: 'complaint', type: 'complaint.waste', priority: 3, occurredAt: at(minute) },
  ...{ location: { lon: 120.05, lat: 38.75 }, ...more },
});
const counted = async (record: string) =>
  (await app.db.query<{ id: string }>('select * from observation where record = $1 and counted', [record])).rows;
const record = async (name: string) =>
  (
    await app.db.query<object>(
      `select r.* from source_record r where r.record_hash = substring(sha256(convert_to($1, 'UTF8')) for 16)`,
      [name],
    )
  ).rows[0];

beforeAll(async () => {
  app = await bootIntake([{ id: 'hotline', streams: ['complaint'] }]);
}, 60_000);
afterAll(() => app?.close());

describe('a record', () => {
  it('is counted once; a later message moves it and says so in the journal', async () => {
    await app.send('hotline', message('a1', 1, { record: 'A', state: { status: 'open' } }));
    expect(await record('A')).toMatchObject({ is_open: true, status: 'open', version: 1 });
    const later = { record: 'A', priority: 1, location: { lon: 120.15, lat: 38.75 }, state: { closedAt: at(5) } };
    await app.send('hotline', message('a2', 5, later));
    const rows = await counted('A');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ district: '990102', priority: 1 });
    expect(await record('A')).toMatchObject({ is_open: false, status: 'open', version: 2 });
    const { rows: facts } = await app.db.query(
      "select fact, subject from journal_entry where type = 'observation.amended'",
    );
    expect(facts).toHaveLength(1);
    expect(facts[0].subject).toBe(rows[0]?.id);
    const cell = { district: '990101', priority: 3, open: 1 };
    expect(facts[0].fact).toMatchObject({ old: cell, new: { district: '990102', priority: 1, open: 0 } });
  });

  it('is not changed by an older message, which is kept', async () => {
    await app.send('hotline', message('b1', 10, { record: 'B', state: { status: '处理中' } }));
    await app.send('hotline', message('b0', 2, { record: 'B', priority: 1, state: { status: '已办结' } }));
    expect(await record('B')).toMatchObject({ is_open: true, status: '处理中' });
    const { rows } = await app.db.query("select counted, priority from observation where record = 'B' order by id");
    expect(rows).toEqual([
      { counted: true, priority: 3 },
      { counted: false, priority: 1 },
    ]);
  });

  it('opened by a message without record is found by its id', async () => {
    await app.send('hotline', message('C', 1));
    expect(await record('C')).toBeUndefined();
    await app.send('hotline', message('c2', 2, { record: 'C', state: { status: 'closed' } }));
    expect(await record('C')).toMatchObject({ status: 'closed', is_open: false });
    expect(await counted('C')).toHaveLength(1);
  });

  it('is counted once when the message that bears its name comes last', async () => {
    await app.send('hotline', message('d2', 5, { record: 'D', priority: 2, state: { status: 'open' } }));
    expect((await app.send('hotline', message('D', 1))).body).toMatchObject({ accepted: 1 });
    expect((await app.send('hotline', message('D', 1))).body.accepted).toBe(0);
    expect(await counted('D')).toHaveLength(1);
    expect((await counted('D'))[0]).toMatchObject({ priority: 2 });
  });

  it('closed before it was opened is accepted and flagged', async () => {
    await app.send('hotline', message('e1', 9, { record: 'E', state: { openedAt: at(9), closedAt: at(3) } }));
    expect((await counted('E'))[0]).toMatchObject({ flags: ['closed-before-opened'] });
  });

  it('keeps its place and priority when an amendment is silent about them', async () => {
    await app.send('hotline', message('f1', 1, { record: 'F', priority: 1 }));
    const { location: _, priority: __, ...silent } = message('f2', 2, { record: 'F', state: { status: 'closed' } });
    await app.send('hotline', silent);
    expect((await counted('F'))[0]).toMatchObject({ district: '990101', priority: 1, placed: 'in' });
  });
});

describe('any order and doubling of the same messages', () => {
  const WEST = { location: { lon: 120.05, lat: 38.75 } };
  const EAST = { location: { lon: 120.15, lat: 38.75 } };
  const story = (run: number) => {
    const name = (id: string) => `${run}-${id}`;
    return [
      message(name('P'), 1, WEST),
      message(name('p2'), 2, { ...EAST, record: name('P'), priority: 2, state: { status: 'open' } }),
      message(name('p3'), 3, { ...WEST, record: name('P'), priority: 1, state: { status: 'closed' } }),
      message(name('q1'), 4, { ...EAST, record: name('Q'), state: { status: 'open' } }),
      message(name('q2'), 5, { ...WEST, record: name('Q'), priority: 4, state: { status: 'open' } }),
      message(name('R'), 6, EAST),
    ];
  };
  const summary = async (run: number) =>
    (
      await app.db.query<object>(
        `select replace(o.record, $1, '') as record, o.district, o.priority, coalesce(r.is_open, false) as open
         from observation o left join source_record r on r.observation = o.id
         where o.counted and o.record like $1 || '%' order by 1`,
        [`${run}-`],
      )
    ).rows;
  const expected = [
    { record: 'P', district: '990101', priority: 1, open: false },
    { record: 'Q', district: '990101', priority: 4, open: true },
    { record: 'R', district: '990102', priority: 3, open: false },
  ];

  it('give the same counted state, sent apart, together and at once', async () => {
    let run = 0;
    const orders = fc.tuple(
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
      fc.array(fc.nat(5)),
      fc.constantFrom('apart', 'together', 'at once'),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([order, doubled, how]) => {
        const messages = story(++run);
        const sent = [...order, ...doubled].map((i) => messages[i]);
        if (how === 'together') await app.send('hotline', sent);
        else if (how === 'at once') await Promise.all(sent.map((one) => app.send('hotline', one)));
        else for (const one of sent) await app.send('hotline', one);
        expect(await summary(run)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
