import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import type { Channel } from '../../protocol/live.js';
import { Hub } from '../../server/gateway/live.hub.js';
import { Link, type LiveNamespace } from '../../server/gateway/live.link.js';
import { LiveMetrics } from '../../server/gateway/live.metrics.js';
import { Metrics } from '../../server/platform/metrics.js';
import type { View } from '../../server/projections/live-channel.js';

/** Bytes of one frame, about those of a busy second of the situation. */
const FRAME_BYTES = 8 * 1024;

/** A channel whose whole state changes at each look. */
class Changing {
  readonly name = 'situation';
  private seq = 0;
  params = () => ({});
  onDirty = () => undefined;
  view(): View<Channel> {
    this.seq++;
    const text = String(this.seq)
      .padStart(8, '0')
      .repeat(FRAME_BYTES / 8);
    return { seq: this.seq, at: '', state: { text } as unknown as View<Channel>['state'] };
  }
}

/**
 * Compares a hub's frame (view, difference, gate, one serialisation) with bare `emit` of the same bytes to the same sockets, in interleaved
 * rounds. @returns frames a second of each, medians of the rounds, as CPU-bound hand-over to the sockets
 */
export async function benchBroadcast(of: {
  sockets: number;
  rounds: number;
  frames: number;
}): Promise<{ hub: number; bare: number }> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  const live = server.of('/live') as unknown as LiveNamespace;
  const channel = new Changing();
  const metrics = new LiveMetrics(new Metrics());
  const shared = { epoch: 'bench', server: live, metrics, onError: () => undefined };
  const hub = new Hub({ key: 'k', channel: 'situation', asked: {}, params: {} }, channel, shared);
  live.on('connection', (socket) => hub.add(new Link(socket), undefined));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/live`;
  let received = 0;
  const clients = Array.from({ length: of.sockets }, () => io(url, { transports: ['websocket'], forceNew: true }));
  for (const client of clients) client.on('patch', () => received++);
  await Promise.all(clients.map((client) => new Promise((ready) => client.once('snapshot', ready))));
  await wait(200);
  // The pace is not what is measured: frames are turned as fast as the sockets take them.
  const turn = () => (hub as unknown as { turn(): void }).turn();
  const heading = { channel: 'situation' as const, params: {}, epoch: 'bench', from: 0, seq: 1, at: '' };
  const bare = () => live.emit('patch', { ...heading, patch: { ...channel.view().state } });
  const measure = async (emit: () => void) => {
    received = 0;
    const start = performance.now();
    for (let i = 1; i <= of.frames; i++) {
      emit();
      while (received < i * of.sockets) await new Promise((soon) => setImmediate(soon));
    }
    return (of.frames * 1000) / (performance.now() - start);
  };
  const rates = { hub: [] as number[], bare: [] as number[] };
  for (let round = 0; round < of.rounds; round++) {
    rates.bare.push(await measure(bare));
    rates.hub.push(await measure(turn));
  }
  for (const client of clients) client.close();
  await server.close();
  return { hub: median(rates.hub), bare: median(rates.bare) };
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
