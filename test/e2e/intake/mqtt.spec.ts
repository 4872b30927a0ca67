import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import pg from 'pg';
import type { IntakeHealth } from '../../../protocol/live/intake-health.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { openBroker, type Broker } from '../../support/broker.js';
import { makeSource, post, signIn, type Client } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';

const PASSWORD = 'mqtt-demo-2026';

describe('messages of an MQTT broker', () => {
  let broker: Broker;
  let app: TestApp;
  let other: TestApp;
  let db: pg.Client;
  let device: MqttClient;
  let admin: Client;
  let key: string;

  beforeAll(async () => {
    broker = await openBroker();
    const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, MQTT_URL: broker.url };
    app = await bootApp({ env });
    admin = await signIn(app.url, 'admin', PASSWORD);
    key = await makeSource(admin, { id: 'devices', streams: ['incident', 'risk'] });
    db = new pg.Client(app.database.url);
    await db.connect();
    await db.query(
      `insert into sensor (id, metric, unit, name_zh, name_en, source) values ('m1', 'ch4', '%LEL', 'm1', 'm1', 'devices')`,
    );
    await db.query(`insert into setting (name, value) values ('city.version', '1000')
      on conflict (name) do update set value = to_jsonb((setting.value #>> '{}')::bigint + 1)`);
    other = await bootApp({ env, database: app.database, dataDir: app.dataDir, listen: false });
    device = await connectAsync(broker.url, { clientId: 'device', reconnectPeriod: 200 });
    await eventually(
      () => broker.connections(),
      (n) => n === 2,
      15_000,
    );
    const { Sensors } = await import('../../../server/city/sensors.js');
    for (const { app: one } of [app, other])
      await eventually(
        () => one.get(Sensors).get('m1')?.source,
        (source) => source === 'devices',
        20_000,
      );
  }, 90_000);
  afterAll(async () => {
    await device?.endAsync(true);
    await db?.end();
    await other?.close();
    await app?.close();
    await broker?.close();
  }, 60_000);

  let published = 0;
  const publish = (topic: string, payload: string | object) => {
    published++;
    return device.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1 });
  };
  const count = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await db.query<{ n: number }>(sql, values)).rows[0]?.n ?? 0;
  const observed = (prefix: string) =>
    count(`select count(*)::int as n from observation where source = 'devices' and title like $1 || '%'`, [prefix]);
  const letters = (code: string) => count('select count(*)::int as n from dead_letter where code = $1', [code]);
  const item = (id: string, more: object = {}) => ({
    ...{ id, title: id, stream: 'incident', type: 'acc.fire', occurredAt: new Date().toISOString() },
    ...more,
  });

  it('objects, arrays, lines and values become what HTTP would have made of them; a second time changes nothing', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const lines = ['l-1', 'l-2'].map((id) => JSON.stringify(item(id))).join('\n');
    for (let twice = 0; twice < 2; twice++) {
      await publish('in/devices', item('o-1', { occurredAt: at }));
      await publish('in/devices', [item('a-1', { occurredAt: at }), item('a-2', { occurredAt: at })]);
      if (twice === 0) await publish('in/devices/ndjson', lines);
      await publish('in/devices/sensors/m1', { value: 4.5, at, unit: '%LEL' });
    }
    await publish('in/devices/sensors/m1', '6.25');
    await eventually(
      () => observed(''),
      (n) => n === 5,
      15_000,
    );
    const values = () => db.query<{ value: number }>(`select value from reading where sensor = 'm1' order by at`);
    await eventually(
      async () => (await values()).rows.map(({ value }) => value),
      (seen) => seen.join() === '4.5,6.25',
      10_000,
    );
  }, 40_000);

  it('what cannot be taken is kept with its reason, and the rest goes on', async () => {
    await publish('in/devices', '{broken');
    await publish('in/nobody', item('n-1'));
    await publish('in/devices/whatever', '1');
    await publish('in/devices/sensors/m1', 'wet');
    await publish('in/devices/sensors/m1', { value: 1, unit: 'cm' });
    await publish('in/devices', [item('good-1'), item('bad-1', { colour: 'red' })]);
    for (const code of [
      'body/unreadable',
      'mqtt/unknown-source',
      'mqtt/unknown-topic',
      'mqtt/not-a-value',
      'reading/wrong-unit',
    ])
      await eventually(
        () => letters(code),
        (n) => n === 1,
        10_000,
      );
    await eventually(
      () => observed('good-'),
      (n) => n === 1,
      10_000,
    );
    expect(await letters('item/unknown-field')).toBe(1);
  }, 40_000);

  it('nothing is acknowledged before it is stored', async () => {
    await eventually(
      () => published - broker.acknowledged(),
      (n) => n === 0,
      10_000,
    );
    const holder = new pg.Client(app.database.url);
    await holder.connect();
    await holder.query('begin; lock table observation in exclusive mode');
    const before = published;
    for (let i = 0; i < 20; i++) await publish('in/devices', item(`held-${i}`));
    await eventually(
      () => count(`select count(*)::int as n from pg_locks where not granted and relation = 'observation'::regclass`),
      (n) => n > 0,
      10_000,
    );
    const early = broker.acknowledged() - before;
    await holder.query('commit');
    await holder.end();
    expect(early).toBe(0);
    await eventually(
      () => broker.acknowledged() - before,
      (n) => n === 20,
      10_000,
    );
    expect(await observed('held-')).toBe(20);
  }, 40_000);

  it('what a feed came by is told by what came, and a broker that is cut off is told with the moment', async () => {
    const health = async () => (await (await admin.get('/api/v1/intake-health')).json()) as IntakeHealth;
    const came = async (id: string) =>
      (await health()).feeds.find((feed) => feed.id === id)?.transports.map((by) => by.id);
    expect(await came('devices')).toEqual(['mqtt']);
    const send = async () => (await post(app.url, key, [item('by-http')])).status;
    await eventually(send, (status) => status === 200, 10_000);
    await eventually(
      () => came('devices'),
      (seen) => seen?.join() === 'http,mqtt',
      10_000,
    );
    const link = async () => (await health()).links;
    await eventually(link, ([mqtt]) => mqtt?.up === true, 10_000);
    const before = new Date().toISOString();
    await broker.kill();
    await eventually(link, ([mqtt]) => mqtt?.up === false && mqtt.since >= before && mqtt.why !== null, 10_000);
    await broker.revive();
    await eventually(link, ([mqtt]) => mqtt?.up === true && mqtt.why === null, 20_000);
    expect(await link()).toHaveLength(1);
  }, 60_000);

  it('a killed broker costs nothing, nor does an instance that goes away in the middle; 5 % poison hurts nobody', async () => {
    const sent: Promise<unknown>[] = [];
    for (let i = 0; i < 600; i++) sent.push(publish('in/devices', i % 20 === 7 ? '{poison' : item(`kept-${i}`)));
    await eventually(
      () => observed('kept-'),
      (n) => n > 50,
      20_000,
    );
    await broker.kill();
    await broker.revive();
    await Promise.all(sent);
    await eventually(
      () => observed('kept-'),
      (n) => n === 570,
      30_000,
    );
    const after = Array.from({ length: 100 }, (_, i) => publish('in/devices', item(`moved-${i}`)));
    await app.app.close();
    await Promise.all(after);
    await eventually(
      () => observed('moved-'),
      (n) => n === 100,
      30_000,
    );
    // What a broker sends again after a break is known again by its ids; text that cannot be read has none.
    expect(await letters('body/unreadable')).toBeGreaterThanOrEqual(1 + 30);
  }, 90_000);
});
