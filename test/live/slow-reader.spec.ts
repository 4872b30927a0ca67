import { createServer } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Server } from 'socket.io';
import type { Channel } from '../../protocol/live.js';
import { Hub } from '../../server/gateway/live.hub.js';
import { Link, type LiveNamespace } from '../../server/gateway/live.link.js';
import { LiveMetrics } from '../../server/gateway/live.metrics.js';
import { Metrics } from '../../server/platform/metrics.js';
import type { LiveChannel, View } from '../../server/projections/live-channel.js';
import { eventually } from '../support/eventually.js';
import { connectLive, type LiveReader } from '../support/live-client.js';

/** More than the kernel takes in for a reader that does not read, within a few frames. */
const FRAME_BYTES = 1024 * 1024;
const FRAMES = 16;

let seq = 0;
const channel = {
  name: 'situation',
  params: () => ({}),
  onDirty: () => undefined,
  view: (): View<Channel> => ({
    seq,
    at: '',
    state: {
      text: String(seq)
        .padStart(8, '0')
        .repeat(FRAME_BYTES / 8),
    } as unknown as View<Channel>['state'],
  }),
};
const http = createServer();
const server = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
  pingTimeout: 60_000,
});
const live = server.of('/live') as unknown as LiveNamespace;
const links: Link[] = [];
let url = '';

beforeAll(async () => {
  const shared = { epoch: 'e', server: live, metrics: new LiveMetrics(new Metrics()), onError: () => undefined };
  const hub = new Hub(
    { key: 'k', channel: 'situation', asked: {}, params: {} },
    channel as unknown as LiveChannel<Channel>,
    shared,
  );
  live.on('connection', (socket) => {
    const link = new Link(socket);
    links.push(link);
    hub.add(link, undefined);
  });
  poke = () => hub.poke();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

let poke = () => undefined as void;
const wireOf = (reader: LiveReader) =>
  (reader.socket.io.engine.transport as unknown as { ws: { _socket: NetSocket } }).ws._socket;
const waiting = (link: Link | undefined) =>
  (link?.socket.conn as unknown as { writeBuffer: unknown[] } | undefined)?.writeBuffer.length ?? 0;

it('costs a few frames while it sleeps, then gets the newest snapshot and no backlog; others miss nothing', async () => {
  const [awake, asleep] = [await connectLive(url, {}), await connectLive(url, {})];
  await eventually(
    () => awake.snapshots.length + asleep.snapshots.length,
    (n) => n === 2,
  );
  const slow = links.find((link) => link.socket.id === asleep.socket.id);
  wireOf(asleep).pause();
  let mostWaiting = 0;
  for (let i = 0; i < FRAMES; i++) {
    seq++;
    poke();
    await eventually(
      () => awake.at('situation').seq,
      (at) => at === seq,
    );
    mostWaiting = Math.max(mostWaiting, waiting(slow));
  }
  expect(mostWaiting).toBeLessThanOrEqual(4);
  expect(slow?.owedMs(performance.now())).toBeGreaterThan(0);
  wireOf(asleep).resume();
  await eventually(
    () => asleep.at('situation').seq,
    (at) => at === seq,
  );
  expect(asleep.snapshots).toHaveLength(2);
  expect(asleep.patches.length).toBeLessThan(FRAMES);
  expect(asleep.at('situation').state).toEqual(awake.at('situation').state);
  expect([awake.gaps, asleep.gaps, awake.snapshots.length, awake.patches.length]).toEqual([0, 0, 1, FRAMES]);
  for (const reader of [awake, asleep]) reader.socket.close();
}, 30_000);
