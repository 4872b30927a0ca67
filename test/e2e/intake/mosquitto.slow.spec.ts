import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import pg from 'pg';
import { bootApp, type TestApp } from '../../support/app.js';
import { makeSource, signIn } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { pathOf, requires } from '../../support/requires.js';

const PASSWORD = 'mosquitto-demo-2026';

requires('mosquitto')('messages of Mosquitto', () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-mosquitto-'));
  let broker: ChildProcess;
  let app: TestApp;
  let db: pg.Client;
  let device: MqttClient;

  const start = () => {
    broker = spawn(pathOf('mosquitto'), ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
  };

  beforeAll(async () => {
    const port = await freePort();
    writeFileSync(
      join(folder, 'mosquitto.conf'),
      [
        `listener ${port} 127.0.0.1`,
        'allow_anonymous true',
        'persistence true',
        `persistence_location ${folder}/`,
        'user root',
        '',
      ].join('\n'),
    );
    start();
    const url = `mqtt://127.0.0.1:${port}`;
    device = await eventuallyConnected(url);
    app = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, MQTT_URL: url } });
    await makeSource(await signIn(app.url, 'admin', PASSWORD), { id: 'devices', streams: ['incident'] });
    db = new pg.Client(app.database.url);
    await db.connect();
  }, 60_000);
  afterAll(async () => {
    await device?.endAsync(true);
    await db?.end();
    await app?.close();
    broker?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('goes on after the broker was stopped and started; what it had taken over is stored once', async () => {
    const occurredAt = new Date().toISOString();
    const send = (i: number) =>
      device.publishAsync(
        'in/devices',
        JSON.stringify({ id: `m-${i}`, stream: 'incident', type: 'acc.fire', occurredAt, title: `m-${i}` }),
        { qos: 1 },
      );
    const stored = async () => Number((await db.query('select count(*) from observation')).rows[0].count);
    await eventually(
      async () => (await fetch(`${app.url}/metrics`)).text(),
      (text) => /^mqtt_connected 1$/m.test(text),
      15_000,
    );
    const first = Array.from({ length: 300 }, (_, i) => send(i));
    await eventually(stored, (n) => n > 0, 15_000);
    const gone = once(broker, 'exit');
    broker.kill('SIGTERM');
    await gone;
    const during = Array.from({ length: 50 }, (_, i) => send(300 + i));
    start();
    await Promise.all([...first, ...during]);
    await eventually(stored, (n) => n === 350, 30_000);
  }, 60_000);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Mosquitto takes a moment to listen. */
async function eventuallyConnected(url: string): Promise<MqttClient> {
  let client: MqttClient | undefined;
  await eventually(
    async () =>
      (client = await connectAsync(url, { clientId: 'device', reconnectPeriod: 200 }, false).catch(() => undefined)),
    (found) => found !== undefined,
    10_000,
  );
  return client as MqttClient;
}
