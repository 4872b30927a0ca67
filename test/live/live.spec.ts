import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Situation } from '../../protocol/live/situation.js';
import { signIn, type Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { bootIntake, type IntakeApp } from '../support/intake.js';
import { connectLive, type LiveReader } from '../support/live-client.js';

const PASSWORD = 'live-ring-demo';

describe('the live namespace', () => {
  let app: IntakeApp;
  let operator: Client;
  const readers: LiveReader[] = [];
  let sent = 0;

  beforeAll(async () => {
    app = await bootIntake([{ id: 'desk', streams: ['incident', 'complaint'] }], {
      CITY_DEMO: '1',
      DEMO_PASSWORD: PASSWORD,
    });
    operator = await signIn(app.url, 'operator', PASSWORD);
  }, 60_000);
  afterAll(() => app?.close());
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.socket.close();
  });

  const connect = async (who: Parameters<typeof connectLive>[1] = { cookie: operator.cookie }) => {
    const reader = await connectLive(app.url, who);
    readers.push(reader);
    return reader;
  };
  const post = (n = 1) =>
    app.send(
      'desk',
      Array.from({ length: n }, () => ({
        ...{
          id: `live-${sent++}`,
          stream: 'incident',
          type: 'acc.infra.gas_leak',
          occurredAt: new Date().toISOString(),
        },
        location: { lon: 120.05, lat: 38.75 },
      })),
    );
  const situation = async () => (await (await operator.get('/api/v1/situation')).json()) as Situation;

  it('brings two readers to the state that GET answers at equal seq', async () => {
    const [one, two] = [await connect(), await connect()];
    expect(await one.watch('situation')).toEqual({ ok: true });
    await eventually(
      () => one.snapshots.length,
      (n) => n === 1,
    );
    await post(3);
    await two.watch('situation');
    for (let i = 0; i < 5; i++) await post(i + 1);
    // What was acknowledged is stored; the projections follow it a moment later.
    await eventually(
      async () => (await situation()).totals.lastHour,
      (n) => n >= 18,
    );
    const now = await eventuallySame(() => situation(), [one, two]);
    expect(now.totals.lastHour).toBeGreaterThanOrEqual(18);
    expect(one.patches.length).toBeGreaterThan(0);
    expect([one.gaps, two.gaps, one.snapshots.length]).toEqual([0, 0, 1]);
  });

  async function eventuallySame(ask: () => Promise<Situation>, all: LiveReader[]): Promise<Situation> {
    let state = await ask();
    await eventually(
      async () => {
        state = await ask();
        return all.map((reader) => reader.at('situation').seq === state.asOf.seq);
      },
      (same) => same.every(Boolean),
    );
    for (const reader of all) expect(reader.at('situation').state).toEqual(state);
    return state;
  }

  it('resumes from the ring, and answers an unknown place with a snapshot', async () => {
    const stays = await connect();
    const leaves = await connect();
    await Promise.all([stays.watch('situation'), leaves.watch('situation')]);
    await eventually(
      () => leaves.snapshots.length,
      (n) => n === 1,
    );
    await post();
    const at = await eventually(
      () => leaves.patches.length,
      (n) => n > 0,
    ).then(() => leaves.at('situation'));
    leaves.socket.close();
    await post();
    await eventually(
      () => stays.at('situation').seq,
      (seq) => seq > at.seq,
    );
    const back = await connect();
    back.states.set('situation', at);
    await back.watch('situation', { since: { epoch: at.epoch, seq: at.seq } });
    await eventuallySame(situation, [stays, back]);
    expect([back.snapshots.length, back.gaps]).toEqual([0, 0]);
    for (const since of [
      { epoch: at.epoch, seq: at.seq + 1_000_000 },
      { epoch: 'another process', seq: at.seq },
    ]) {
      const lost = await connect();
      await lost.watch('situation', { since });
      await eventually(
        () => lost.snapshots.length,
        (n) => n === 1,
      );
    }
  });

  it('refuses foreign pages, readers without a session, and a cookie without Origin', async () => {
    const { cookie } = operator;
    await expect(connect({ cookie, origin: 'https://evil.example' })).rejects.toThrow('websocket error');
    await expect(connect({ cookie, origin: 'null' })).rejects.toThrow('websocket error');
    await expect(connect({})).rejects.toThrow('session/missing');
    await expect(connect({ cookie, origin: null })).rejects.toThrow('session/missing');
    await expect(connect({ token: 'guessed', origin: null })).rejects.toThrow('session/missing');
    const answer = await fetch(`${app.url}/socket.io/?EIO=4&transport=polling`);
    expect(answer.status).toBe(400);
  });

  it('lets a script in by its token', async () => {
    const made = await operator.send('POST', '/api/v1/auth/tokens', { label: 'live ring' });
    const { token } = (await made.json()) as { token: string };
    const script = await connect({ token, origin: null });
    expect(await script.watch('intake-health')).toEqual({ ok: true });
    await eventually(
      () => script.snapshots.length,
      (n) => n === 1,
    );
  });

  it('answers faults by code, and limits events and views of one socket', async () => {
    const reader = await connect();
    const ask = (body: unknown) => reader.socket.timeout(5000).emitWithAck('watch', body);
    expect(await ask({ channel: 'secrets' })).toEqual({ ok: false, code: 'live/bad-request' });
    expect(await ask('x')).toEqual({ ok: false, code: 'live/bad-request' });
    expect(await reader.watch('situation', { params: { colour: 1 } })).toMatchObject({ ok: false });
    const answers = await Promise.all(Array.from({ length: 60 }, () => reader.watch('risk-map')));
    expect(answers).toContainEqual({ ok: false, code: 'live/too-many-events' });
  });

  it('beats every second with the place up to which the journal was read', async () => {
    const reader = await connect();
    await eventually(
      () => reader.beats.length,
      (n) => n >= 2,
    );
    const [first, second] = reader.beats;
    const gapMs = Date.parse(second?.at ?? '') - Date.parse(first?.at ?? '');
    expect(gapMs).toBeGreaterThan(500);
    expect(Math.abs(Date.now() - Date.parse(second?.readAt ?? ''))).toBeLessThan(3000);
    expect(second?.seq).toBe((await situation()).asOf.seq);
  });

  it('cuts the sockets of a session within two seconds of its end', async () => {
    const leaver = await signIn(app.url, 'leader', PASSWORD);
    const reader = await connect({ cookie: leaver.cookie });
    const gone = new Promise((resolve) => reader.socket.once('disconnect', resolve));
    const start = performance.now();
    expect((await leaver.send('POST', '/api/v1/auth/logout')).status).toBe(204);
    await gone;
    expect(performance.now() - start).toBeLessThan(2000);
    await expect(connect({ cookie: leaver.cookie })).rejects.toThrow('session/missing');
  });
});
