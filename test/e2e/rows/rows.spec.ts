import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IntakeHealth } from '../../../protocol/live/intake-health.js';
import type { Situation, SituationCell } from '../../../protocol/live/situation.js';
import type { ObservationCourse, ObservationRow, Rows } from '../../../protocol/rows.js';
import { signIn, type Client } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { bootIntake, type IntakeApp } from '../../support/intake.js';

const PASSWORD = 'rows-ring-demo';
const TYPES = ['acc.infra.gas_leak', 'incident.other'];
/** Of 20 messages each: enough to go on while figures are opened, few enough for any machine. */
const BATCHES = 40;

describe('GET /api/v1/rows', () => {
  let app: IntakeApp;
  let operator: Client;
  let sent = 0;

  beforeAll(async () => {
    const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD };
    app = await bootIntake([{ id: 'desk', streams: ['incident', 'complaint'] }], env);
    operator = await signIn(app.url, 'operator', PASSWORD);
    await send(60);
    await settled();
  }, 60_000);
  afterAll(() => app?.close());

  /** Records of all kinds, every fifth of them an amendment that moves an earlier one. */
  async function send(n: number) {
    const items = Array.from({ length: n }, () => {
      const i = sent++;
      const isAmendment = i % 5 === 4;
      return {
        ...{
          id: `r-${i}`,
          record: `rec-${isAmendment ? i - 3 : i}`,
          stream: 'incident',
          type: TYPES[i % 2],
          priority: (i % 4) + 1,
        },
        occurredAt: new Date(Date.now() - (isAmendment ? 0 : 1000)).toISOString(),
        ...(i % 7 !== 0 && { location: { lon: 120.01 + (i % 18) / 100, lat: i % 11 === 0 ? 10 : 38.75 } }),
        title: `路面塌陷 13812345${String(100 + (i % 900))}`,
        state: { status: i % 3 === 0 ? 'closed' : 'open' },
      };
    });
    const answer = await app.send('desk', items);
    expect(answer).toMatchObject({ status: 200, body: { accepted: n } });
  }
  const json = async <T>(path: string, who = operator) => (await (await who.get(path)).json()) as T;
  const rows = (query: string, who = operator) => json<Rows>(`/api/v1/rows?${query}`, who);
  const situation = () => json<Situation>('/api/v1/situation');
  const settled = () =>
    eventually(
      async () => (await situation()).totals.lastHour,
      (n) => n === sent - Math.floor(sent / 5),
    );

  const windowOf = ({ from, to }: { from: string; to: string }) =>
    `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
  const kindOf = (cell: Omit<SituationCell, 'id' | 'n' | 'placed'> & { placed?: string }) =>
    Object.entries({
      district: cell.district,
      stream: cell.stream,
      type: cell.type,
      priority: cell.priority,
      placed: cell.placed,
    })
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
      .join('&');

  async function everyFigureOpensItsRows(state: Situation) {
    const { asOf, windows } = state;
    const total = async (query: string) => (await rows(`${query}&asOf=${asOf.seq}&limit=1`)).total;
    for (const cell of state.lastHour)
      expect([cell.id, await total(`query=observations.total&${windowOf(windows.lastHour)}&${kindOf(cell)}`)]).toEqual([
        cell.id,
        cell.n,
      ]);
    for (const cell of state.openNow)
      expect([cell.id, await total(`query=observations.open&${kindOf(cell)}`)]).toEqual([cell.id, cell.open]);
    expect(await total(`query=observations.total&${windowOf(windows.today)}`)).toBe(state.totals.today);
    expect(await total(`query=observations.total&${windowOf(windows.lastHour)}&placed=unlocated`)).toBe(
      state.lastHour.filter((c) => c.placed === 'unlocated').reduce((sum, c) => sum + c.n, 0),
    );
    expect(await total('query=observations.open')).toBe(state.totals.openNow);
    expect(await total('query=sources.interrupted')).toBe(state.totals.interrupted);
    for (const source of state.sources)
      expect(await total(`query=sources.received&source=${source.id}&${windowOf(windows.lastHour)}`)).toBe(
        source.lastHour,
      );
  }

  it('gives every cell of the situation its rows, at rest', async () => {
    const state = await situation();
    expect(state.lastHour.length).toBeGreaterThan(10);
    expect(state.totals.openNow).toBeGreaterThan(0);
    await everyFigureOpensItsRows(state);
  }, 60_000);

  it('gives every cell its rows while records come in and are amended', async () => {
    const load = (async () => {
      for (let i = 0; i < BATCHES; i++) await send(20);
    })();
    try {
      for (let i = 0; i < 2; i++) await everyFigureOpensItsRows(await situation());
    } finally {
      await load;
    }
    await settled();
  }, 60_000);

  it('pages through all rows once, in each order, at one place of the journal', async () => {
    for (const sort of ['-occurredAt', 'occurredAt', 'priority']) {
      const ids: unknown[] = [];
      let page = await rows(`query=observations.total&sort=${sort}&limit=37`);
      const { total } = page;
      for (; ; page = await rows(`query=observations.total&limit=37&cursor=${encodeURIComponent(page.cursor)}`)) {
        ids.push(...page.rows.map((row) => row.id));
        if (page.cursor === null) break;
      }
      expect(new Set(ids).size).toBe(total);
      expect(ids).toHaveLength(total);
    }
  });

  it('exports everything as CSV and GeoJSON', async () => {
    const { total } = await rows('query=observations.total');
    const ask = (accept: string) =>
      fetch(`${app.url}/api/v1/rows?query=observations.total`, { headers: { accept, cookie: operator.cookie } });
    const csv = await ask('text/csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(total + 1);
    const geo = (await (await ask('application/geo+json')).json()) as { features: unknown[] };
    expect(geo.features).toHaveLength(total);
  });

  it('masks phones, and gives walls no text at all', async () => {
    const one = (await rows('query=observations.total&limit=1')).rows[0] as ObservationRow;
    expect(one.title).toMatch(/^路面塌陷 138\*{4}\d{4}$/);
    const display = await signIn(app.url, 'display', PASSWORD);
    const shown = await rows('query=observations.total', display);
    expect(shown.rows.every((row) => row.title === null)).toBe(true);
  });

  it('gives the refused items of a window, also those settled since, and the history that came', async () => {
    const admin = await signIn(app.url, 'admin', PASSWORD);
    const health = () => json<IntakeHealth>('/api/v1/intake-health', admin);
    const day = 24 * 3_600_000;
    const past = new Date(Date.now() - 30 * day).toISOString();
    const bad = ['now', 'then', 'never'].map((id) => ({ id, stream: 'incident', type: TYPES[0], occurredAt: id }));
    await app.send('desk', bad);
    await app.send('desk', [{ id: 'h-1', stream: 'incident', type: TYPES[0], occurredAt: past }]);
    await eventually(health, ({ totals, feeds }) => totals.rejected === 3 && feeds.some((f) => f.history === 1));
    const { asOf, windows } = await health();
    const window = `asOf=${asOf.seq}&${windowOf(windows.today)}`;
    const [letter] = (await rows('query=dead-letters.waiting', admin)).rows as { id: string }[];
    const settled = await admin.send('POST', `/api/v1/intake/dead-letters/${letter?.id}/discard`, { reason: 'a test' });
    expect([settled.status, await settled.text()]).toEqual([204, '']);
    expect(await rows(`query=sources.rejected&${window}`, admin)).toMatchObject({ total: 3 });
    expect((await rows(`query=sources.rejected&${window}`, admin)).rows).toHaveLength(3);
    expect(await rows('query=dead-letters.waiting', admin)).toMatchObject({ total: 2 });
    const { history } = await situation();
    expect(history.n).toBe(1);
    expect(await rows(`query=sources.received&history=true&${windowOf(history.window)}`, admin)).toMatchObject({
      total: 1,
    });
  });

  it('refuses what is not a query, and who may not read', async () => {
    for (const query of ['query=x', 'query=observations.total&limit=501', 'query=observations.total&cursor=x', ''])
      expect((await operator.get(`/api/v1/rows?${query}`)).status).toBe(400);
    expect((await operator.get('/api/v1/rows?query=observations.total&asOf=999999999')).status).toBe(400);
    expect((await operator.get('/api/v1/rows?query=dead-letters.waiting')).status).toBe(403);
    const officer = await signIn(app.url, 'officer', PASSWORD);
    expect((await officer.get('/api/v1/rows?query=observations.total')).status).toBe(403);
    expect((await fetch(`${app.url}/api/v1/rows?query=observations.total`)).status).toBe(401);
  });

  it('tells the course of a record, and opens the raw message for a reason that is audited', async () => {
    const { rows: found } = await app.db.query<{ id: string }>(
      "select id from observation where record = 'rec-1' order by counted",
    );
    for (const { id } of found) {
      const course = await json<ObservationCourse>(`/api/v1/observations/${id}`);
      expect(course.messages.map((m) => m.counted)).toEqual([true, false]);
    }
    const id = found[0]?.id ?? '';
    expect((await operator.get(`/api/v1/observations/${id}/raw?reason=follow-up`)).status).toBe(403);
    expect((await operator.get('/api/v1/observations/nonsense')).status).toBe(404);
    const duty = await signIn(app.url, 'duty', PASSWORD);
    expect((await duty.get(`/api/v1/observations/${id}/raw`)).status).toBe(400);
    await app.db.query("update account set districts = '{990101,990102,-}' where username = 'duty'");
    const again = await signIn(app.url, 'duty', PASSWORD);
    const raw = await json<{ raw: string }>(`/api/v1/observations/${id}/raw?reason=follow-up`, again);
    expect(raw.raw).toContain('13812345');
    const audit = await app.db.query("select detail from audit_entry where action = 'observation.revealed'");
    expect(audit.rows).toEqual([{ detail: { reason: 'follow-up' } }]);
  });
});
