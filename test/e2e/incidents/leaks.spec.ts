import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../protocol/incident.js';
import type { NoticeList } from '../../../protocol/notice.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, THERE, type IncidentApp } from '../../support/incidents.js';
import { connectLive, type LiveReader } from '../../support/live-client.js';
import { seedUnits, unitOf } from '../../support/units.js';

const EACH = 12;
const [OWN, FOREIGN] = ['990101', '990102'];
const WORDS = '机密词句勿外传';
let app: IncidentApp;
const own: Incident[] = [];
const foreign: Incident[] = [];
beforeAll(async () => {
  app = await bootIncidents();
  await seedUnits(app, { units: [unitOf('U1', { capacity: 99, phone: '13900000001' })] });
  // The desk of one district sees that district only; by default it sees the city.
  const narrowed = await (await app.as('admin')).json('PATCH', '/api/v1/roles/duty', { 'incidents.read': 'district' });
  expect(narrowed.status).toBe(200);
}, 60_000);
afterAll(() => app?.close());

/** A reader with every byte of payload that its socket brought. */
async function listen(username: string): Promise<{ reader: LiveReader; bytes: string[] }> {
  const reader = await connectLive(app.url, { cookie: (await app.as(username)).cookie });
  const bytes: string[] = [];
  reader.socket.io.engine.on('packet', ({ data }) => bytes.push(String(data)));
  return { reader, bytes };
}

/** Opens incidents in both districts in turns and works some of them, so that snapshots and patches of all kinds go out. */
async function live(): Promise<void> {
  for (let n = 0; n < EACH; n++) {
    for (const [made, at] of [[own, HERE] as const, [foreign, THERE] as const]) {
      const location = { lon: at.lon, lat: at.lat + 0.003 * (made.length - EACH / 2), address: WORDS };
      const incident = await app.open('grid', { title: `${WORDS}13812345678`, location });
      made.push(incident);
      if (n % 3 === 0) continue;
      await app.act('operator', `${incident.id}/moves`, { command: 'file' });
      const given = { units: ['U1'], expectedVersion: 2 };
      if (n % 3 === 2) expect((await app.act('crew-1', `${incident.id}/assignments`, given)).status).toBe(201);
    }
  }
}

describe('over the socket of a desk that sees one district', () => {
  it('no byte tells of another district, and none holds words; whoever may see all gets all', async () => {
    const [narrow, wide, wall, field] = (await Promise.all(['duty', 'operator', 'display', 'officer'].map(listen))) as [
      ...[Listener, Listener, Listener, Listener],
    ];
    const filters = ['open', 'review', 'dispatch', 'enroute', 'overdue'];
    for (const filter of filters)
      expect(await narrow.reader.watch('duty-queue', { params: { filter } })).toEqual({ ok: true });
    for (const { reader } of [wide, wall]) expect(await reader.watch('duty-queue')).toEqual({ ok: true });
    // To an officer belongs what is given to him: no queue of anything.
    expect(await field.reader.watch('duty-queue')).toEqual({ ok: false, code: 'situation/not-permitted' });
    for (const district of [FOREIGN, `${OWN},${FOREIGN}`])
      expect(await narrow.reader.watch('duty-queue', { params: { district } })).toEqual({
        ok: false,
        code: 'situation/foreign-district',
      });
    await live();
    await eventually(
      () => [narrow, wide].map(({ bytes }) => own.filter(({ id }) => bytes.join().includes(id)).length),
      (seen) => seen.every((n) => n === EACH),
    );
    await eventually(
      () => foreign.filter(({ id }) => wide.bytes.join().includes(id)).length,
      (seen) => seen === foreign.length,
    );
    const mine = narrow.bytes.join('\n');
    expect(mine.length).toBeGreaterThan(10_000);
    const leaked = foreign.filter(({ id, no }) => mine.includes(id) || mine.includes(`"${no}"`));
    expect(leaked).toEqual([]);
    expect(mine.includes(FOREIGN)).toBe(false);
    for (const { bytes } of [narrow, wide, wall, field]) {
      expect(bytes.join().includes(WORDS)).toBe(false);
      expect(bytes.join().includes('12345678')).toBe(false);
    }
    expect(field.bytes.join()).not.toMatch(/"no":/);
    for (const { reader } of [narrow, wide, wall, field]) reader.socket.close();
  }, 60_000);
});

it('nor does a notice: the list, the file and the page after it hold the own district only', async () => {
  const duty = await app.as('duty');
  const bytes = async (path: string) => {
    const answer = await duty.send('GET', path);
    return { status: answer.status, text: await answer.text() };
  };
  const everything = async () =>
    (await (await app.as('operator')).json<NoticeList>('GET', '/api/v1/notices')).body.notices;
  const given = (n: number) => n % 3 === 2;
  const told = foreign.filter((_, n) => given(n));
  await eventually(everything, (notices) => told.every(({ id }) => notices.some(({ incident }) => incident === id)));
  const list = await bytes('/api/v1/notices');
  expect(own.filter((_, n) => given(n)).every(({ id }) => list.text.includes(id))).toBe(true);
  expect(foreign.filter(({ id, no }) => list.text.includes(id) || list.text.includes(no))).toEqual([]);
  for (const { id } of told) {
    const about = await bytes(`/api/v1/incidents/${id}/notices`);
    expect(about.status).toBe(404);
    expect(about.text).not.toContain(WORDS);
  }
});

type Listener = Awaited<ReturnType<typeof listen>>;
