import { setTimeout as wait } from 'node:timers/promises';
import { connectLive, type LiveReader } from '../support/live-client.js';

/** Where readers connect, as whom, and how many. */
export interface ReadersJob {
  url: string;
  cookie: string;
  sockets: number;
}

/** Sockets opened at once. */
const AT_ONCE = 50;

/** Connects readers of the situation and waits until each has its snapshot. */
export async function connectAll({ url, cookie, sockets }: ReadersJob): Promise<LiveReader[]> {
  const readers: LiveReader[] = [];
  while (readers.length < sockets) {
    const some = Array.from({ length: Math.min(AT_ONCE, sockets - readers.length) }, () =>
      connectLive(url, { cookie }),
    );
    readers.push(...(await Promise.all(some)));
  }
  await Promise.all(readers.map((reader) => reader.watch('situation')));
  while (readers.some((reader) => reader.snapshots.length === 0)) await wait(20);
  return readers;
}
