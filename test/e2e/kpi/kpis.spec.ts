import { readXlsx } from 'hucre/xlsx';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KpiBoard, KpiDefinitions, KpiEditions, KpiLine, KpiSeries, KpiSplit } from '../../../protocol/kpi.js';
import type { Rows } from '../../../protocol/rows.js';
import { KpiCounting } from '../../../server/domain/kpi/kpi-counting.service.js';
import { KpiPublishing } from '../../../server/projections/kpi/kpi-publishing.service.js';
import { connectLive } from '../../support/live-client.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, type IncidentApp } from '../../support/incidents.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 90_000);
afterAll(() => app?.close());

const board = async (query = '', who = 'leader') =>
  (await (await app.as(who)).json<KpiBoard>('GET', `/api/v1/kpis?${query}`)).body;
const line = (b: KpiBoard, code: string) => b.indicators.find((i) => i.code === code) as KpiLine;

describe('the board of indicators', () => {
  it('is a tree of groups and leaves; what nobody supplies is not connected and has no number', async () => {
    const { indicators, counts } = await board();
    expect(indicators.filter((i) => i.kind !== 'weighted').length).toBeGreaterThanOrEqual(35);
    expect(line(await board(), 'KPI-06-02').value).toEqual({
      ...{ value: null, reason: 'not-connected', state: 'none', numerator: null, denominator: null, score: null },
    });
    expect(counts.notConnected).toBe(5);
    expect(line(await board(), 'KPI-02-03')).toMatchObject({
      ...{ formulaZh: '按期处置 ÷ 应处置 × 100', value: { value: null, reason: 'zero-denominator' } },
    });
  });

  it('counts an incident within a second of its report, once, in its district', async () => {
    const incident = await app.open('camera', { type: 'street.trading_outside', location: HERE });
    expect(incident.district).toBe('990101');
    await eventually(
      async () => line(await board(), 'KPI-01-02').value.value,
      (n) => n === 1,
    );
    const split = await board('by=district');
    expect(line(split, 'KPI-01-01').value.value).toBe(1);
    expect(line(split, 'KPI-01-02').by?.['990101']?.value).toBe(1);
    expect(line(split, 'KPI-01-02').by?.['990102']?.value).toBe(0);
  });
});

const get = async <T>(path: string, who = 'leader') => (await (await app.as(who)).json<T>('GET', path)).body;
const post = async (path: string, body: object, who = 'admin') =>
  (await (await app.as(who)).send('POST', path, body)).status;
const counted = async () => {
  const { rows } = await app.db.query<{ done: boolean }>(
    `select (select seq from reader where name = 'kpi') >= max(seq) as done from journal_entry`,
  );
  return rows[0]?.done === true;
};
/** Cells and lengths as text, without those that came to nothing. */
const kept = async () => {
  const cells = `select grain, bucket, dim, counter, key, n from kpi_cell where n <> 0 order by 1, 2, 3, 4, 5`;
  const lengths = `select counter, dim, key, day, seconds, n from kpi_length where n <> 0 order by 1, 2, 3, 4, 5`;
  return [(await app.db.query(cells)).rows, (await app.db.query(lengths)).rows];
};
const DAY_MS = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

describe('figures of records', () => {
  it('are the same kept from fact to fact as made from scratch, whatever comes late, twice, amended or opened again', async () => {
    const message = fc.record({
      record: fc.integer({ min: 1, max: 6 }),
      at: fc.integer({ min: 1, max: 40 }),
      took: fc.option(fc.integer({ min: -2, max: 60 })),
      due: fc.option(fc.integer({ min: 1, max: 30 })),
      channel: fc.constantFrom('Call', 'App'),
      twice: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 12 }), async (messages) => {
        run++;
        for (const [i, m] of messages.entries()) {
          const occurredAt = ago(m.at * DAY_MS);
          const hours = (n: number) => new Date(Date.parse(occurredAt) + n * 3_600_000).toISOString();
          const item = {
            ...{
              id: `r${run}-${i}`,
              record: `r${run}-${m.record}`,
              stream: 'complaint',
              type: 'complaint.road.damage',
            },
            ...{ occurredAt, district: '990101', channel: m.channel },
            state: {
              ...{ status: m.took === null ? 'open' : 'closed', org: '市政处' },
              ...(m.took !== null && { closedAt: hours(m.took) }),
              ...(m.due !== null && { dueAt: hours(m.due) }),
            },
          };
          for (let times = m.twice ? 2 : 1; times > 0; times--) await app.send('hotline', item);
        }
        await eventually(counted, Boolean, 10_000);
        const before = await kept();
        await app.app.get(KpiCounting, { strict: false }).rebuild();
        expect(await kept()).toEqual(before);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('open exactly the rows they count', async () => {
    const split = await get<KpiSplit>(`/api/v1/kpis/KPI-02-07/values?by=channel&from=2020-01-01&to=2030-01-01`);
    expect(split.values.map((v) => v.key)).toEqual(expect.arrayContaining(['App', 'Call']));
    const count = async (link: string | null) => (await get<Rows>(link as string)).total;
    for (const { value, rows } of split.values) {
      expect([await count(rows.numerator), await count(rows.denominator)]).toEqual([
        value.numerator,
        value.denominator,
      ]);
    }
    for (const one of (await board()).indicators) {
      const { numerator, denominator } = one.rows;
      if (numerator !== null)
        expect(`${one.code} ${await count(numerator)}`).toBe(`${one.code} ${one.value.numerator}`);
      if (denominator !== null)
        expect(`${one.code} ${await count(denominator)}`).toBe(`${one.code} ${one.value.denominator}`);
    }
  }, 30_000);

  it('the course of an indicator has a value for each month, change and streak', async () => {
    const series = await get<KpiSeries>('/api/v1/kpis/KPI-01-04/series?n=12');
    expect(series.points).toHaveLength(12);
    const now = line(await board(), 'KPI-01-04').value.value as number;
    expect(series.points.at(-1)?.value.value).toBe(now);
    expect(series.points[0]?.value).toMatchObject({ value: null, reason: 'no-data' });
    expect(series).toMatchObject({ lastYear: { before: null, share: null }, usual: null });
  });
});

describe('periods that are over', () => {
  it('are frozen when they end; a late fact makes a correction and leaves the first edition as it was', async () => {
    const publishing = app.app.get(KpiPublishing, { strict: false });
    await publishing.publish();
    await publishing.publish();
    const find = async () =>
      (await get<KpiEditions>('/api/v1/kpis/editions?code=KPI-01-04&period=day')).editions.filter(
        (e) => e.area === null,
      );
    const [first] = await find();
    const start = first?.start as string;
    await app.send('hotline', {
      ...{ id: 'late-1', stream: 'complaint', type: 'complaint.road.damage', district: '990101' },
      occurredAt: `${start}T12:00:00+08:00`,
    });
    await eventually(counted, Boolean);
    await publishing.publish();
    const editions = (await find()).filter((e) => e.start === start);
    const before = first?.value.value as number;
    // Facts of the tests before may have corrected it already: the newest edition is one more, all others stay.
    expect(editions[0]?.value.value).toBe(before + 1);
    expect(editions[1]).toEqual(first);
    expect(editions.at(-1)?.edition).toBe(1);
    const corrections = await get<KpiEditions>('/api/v1/kpis/editions?corrections=true&code=KPI-01-04');
    expect(corrections.editions.some((e) => e.start === start && e.edition === editions[0]?.edition)).toBe(true);
  });
});

describe('indicators as data', () => {
  it('are exported, imported unchanged, and become a new version when they change', async () => {
    const { definitions } = await get<KpiDefinitions>('/api/v1/kpis/definitions');
    const admin = await app.as('admin');
    const again = await admin.json<object>('POST', '/api/v1/kpis/definitions', { definitions });
    expect(again.body).toMatchObject({ added: 0, changed: 0, unchanged: definitions.length });
    const one = definitions.find((d) => d.code === 'KPI-01-03');
    const today = new Date().toISOString().slice(0, 10);
    const changed = { ...one, nameZh: '=诉求', validFrom: '2001-01-01' };
    const added = {
      ...one,
      code: 'KPI-99-01',
      formula: {
        kind: 'count',
        numerator: { from: 'query', query: 'records.opened', filter: { type: 'complaint.road' } },
      },
    };
    expect(await post('/api/v1/kpis/definitions', { definitions: [changed, added] })).toBe(200);
    expect(
      await post('/api/v1/kpis/definitions', { definitions: [{ ...one, parent: 'KPI-01-01', validFrom: today }] }),
    ).toBe(422);
    expect(await post('/api/v1/kpis/definitions', { definitions: [changed] }, 'leader')).toBe(403);
    await eventually(
      async () => line(await board(), 'KPI-99-01')?.value.value,
      (n) => n !== undefined,
    );
    const shown = await board();
    expect(line(shown, 'KPI-99-01').value.value).toBe(line(shown, 'KPI-01-03').value.value);
    expect(line(shown, 'KPI-01-03')).toMatchObject({ version: 2, nameZh: '=诉求' });
  });

  it('142 of 147 waters supplied are 96.6 %, green, and the other district has no data', async () => {
    const start = (await board()).period.start;
    const series = (id: string, value: number) =>
      post('/api/v1/kpis/series', { series: id, period: 'month', values: [{ start, value }] });
    expect([await series('water.passed', 142), await series('water.assessed', 147)]).toEqual([200, 200]);
    await eventually(
      async () => line(await board(), 'KPI-06-02').value.value,
      (value) => value === 96.6,
    );
    expect(line(await board('area=990102'), 'KPI-06-02').value.reason).toBe('no-data');
    const wrong = { series: 'water.passed', period: 'month', values: [{ start: '2026-01-02', value: 1 }] };
    expect(await post('/api/v1/kpis/series', wrong)).toBe(422);
  });

  it('a programme is a sum of its branches: 13 + 4 + 8 supplied are 25; a share cannot be added to it', async () => {
    const { indicators, period } = await board();
    const { definitions } = await get<KpiDefinitions>('/api/v1/kpis/definitions');
    const [{ version: _version, ...any }] = definitions as [KpiDefinitions['definitions'][0]];
    const shape = { ...any, weight: 1, unitZh: '项', unitEn: 'items', decimals: 0, validFrom: period.start };
    const root = { ...shape, code: 'EXP', parent: null, formula: { kind: 'sum' } };
    const branch = (id: number) => ({
      ...{ ...shape, code: `EXP-${id}`, parent: 'EXP' },
      formula: { kind: 'count', numerator: { from: 'series', series: `exp.${id}` } },
    });
    const ratio = indicators.find((i) => i.kind === 'ratio')?.code;
    const wrong = definitions.filter((d) => d.code === ratio).map((d) => ({ ...d, parent: 'EXP' }));
    const tree = [root, branch(1), branch(2), branch(3)];
    expect(await post('/api/v1/kpis/definitions', { definitions: [...tree, ...wrong] })).toBe(422);
    expect(await post('/api/v1/kpis/definitions', { definitions: tree })).toBe(200);
    for (const [i, value] of [13, 4, 8].entries())
      await post('/api/v1/kpis/series', {
        series: `exp.${i + 1}`,
        period: 'month',
        values: [{ start: period.start, value }],
      });
    await eventually(
      async () => line(await board(), 'EXP')?.value.value,
      (value) => value === 25,
    );
    expect(line(await board(), 'EXP')).toMatchObject({
      kind: 'sum',
      coverage: { connected: 3, of: 3 },
      formulaZh: '下级之和',
    });
  });

  it('are exported as CSV and xlsx: numbers are numbers, and no text is a formula', async () => {
    const leader = await app.as('leader');
    const csv = await (await leader.send('GET', '/api/v1/kpis/export?format=csv&by=district')).text();
    expect(csv).toContain("'=诉求");
    const file = await leader.send('GET', '/api/v1/kpis/export?format=xlsx');
    const { sheets } = await readXlsx(new Uint8Array(await file.arrayBuffer()));
    const found = sheets[0]?.rows.find((row) => row[0] === 'KPI-06-02');
    expect(found?.[10]).toBe(96.6);
    expect(sheets[0]?.rows.find((row) => row[0] === 'KPI-01-03')?.[1]).toBe('=诉求');
  });
});

describe('the channel kpi-board', () => {
  it('tells a watcher of a new incident; an officer watches his district only', async () => {
    const { cookie } = await app.as('leader');
    const reader = await connectLive(app.url, { cookie });
    expect(await reader.watch('kpi-board', { params: { period: 'day' } })).toEqual({ ok: true });
    const value = () => reader.at('kpi-board').state.values['KPI-01-02']?.value ?? null;
    await eventually(() => reader.states.has('kpi-board'), Boolean);
    const before = value() as number;
    await app.open('grid', { type: 'env.exposed_garbage', location: HERE });
    await eventually(value, (n) => n === before + 1);
    reader.socket.disconnect();
  });

  it('an officer reads the board of his district, and no other', async () => {
    expect((await board('', 'officer')).area).not.toBeNull();
    expect((await (await app.as('officer')).send('GET', '/api/v1/kpis?area=990102')).status).toBe(403);
  });
});
