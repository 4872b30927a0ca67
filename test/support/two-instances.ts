import { join } from 'node:path';
import type { Channel } from '../../protocol/live.js';
import { makeSource, post, signIn, type Client } from './client.js';
import { startDurable, type DurableCluster } from './durable-cluster.js';
import { eventually } from './eventually.js';
import { connectLive, type LiveReader } from './live-client.js';
import type { WriterPlace } from './mixed-load.js';
import { freePort, makeDataDir, startService, type ServiceProcess } from './service.js';

const PASSWORD = 'two-instances-demo-1';
const CHANNELS: readonly Channel[] = ['situation', 'risk-map', 'intake-health'];

/** Two service processes on one external database, the demo city without its simulator, and sources to write with. */
export interface TwoInstances {
  cluster: DurableCluster;
  /** Signed in at each instance; the sessions outlive restarts. */
  clients: [Client, Client];
  writers: [WriterPlace, WriterPlace];
  /** The newest state of every channel at one instance, as a new reader gets it. */
  channels(n: 0 | 1): Promise<Record<string, unknown>>;
  /** Ends both, one as kill -9 does, and starts them again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Sets them up. @param env laid over both, e.g. LIVE_WINDOW */
export async function startTwo(env: Record<string, string>): Promise<TwoInstances> {
  const cluster = await startDurable();
  const dataDir = makeDataDir();
  const ports = [String(await freePort()), String(await freePort())];
  const common = {
    DATABASE_URL: cluster.url,
    CITY_DEMO: '1',
    CITY_PROFILE: join(process.cwd(), 'simulator', 'lanchuan'),
  };
  const start = (n: 0 | 1) =>
    startService({ ...common, DEMO_PASSWORD: PASSWORD, ...env, PORT: ports[n] as string }, dataDir);
  const services: [ServiceProcess, ServiceProcess] = [await start(0), await start(1)];
  const clients = await Promise.all(services.map(({ url }) => signIn(url, 'operator', PASSWORD)));
  const keys = await makeKeys(await signIn(services[0].url, 'admin', PASSWORD));
  // The other instance learns of new sources by its poll.
  for (const { url } of services) {
    const empty = () => post(url, keys.complaint, []);
    await eventually(empty, ({ status }) => status === 200);
  }
  return {
    cluster,
    clients: clients as [Client, Client],
    writers: services.map(({ url }) => ({ url, keys })) as [WriterPlace, WriterPlace],
    channels: (n) => channelsOf(clients[n] as Client),
    restart: async () => {
      await Promise.all([services[0].kill('SIGKILL'), services[1].kill('SIGTERM')]);
      [services[0], services[1]] = await Promise.all([start(0), start(1)]);
    },
    close: async () => {
      await Promise.all(services.map((service) => service.kill('SIGTERM')));
      await cluster.remove();
    },
  };
}

async function makeKeys(admin: Client): Promise<WriterPlace['keys']> {
  const incident = await makeSource(admin, { id: 'mixed-incidents', streams: ['incident'] });
  const complaint = await makeSource(admin, { id: 'mixed-complaints', streams: ['complaint'] });
  const made = await admin.send('POST', '/api/v1/sources/iot-gas/keys', {});
  return { incident, complaint, readings: ((await made.json()) as { key: string }).key };
}

async function channelsOf({ url, cookie }: Client): Promise<Record<string, unknown>> {
  const reader: LiveReader = await connectLive(url, { cookie });
  for (const channel of CHANNELS) await reader.watch(channel);
  await eventually(
    () => reader.states.size,
    (size) => size === CHANNELS.length,
  );
  reader.socket.close();
  return Object.fromEntries(CHANNELS.map((channel) => [channel, reader.at(channel).state]));
}
