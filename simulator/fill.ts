import type { Sensor } from '../protocol/city.js';
import type { Api } from './api.js';
import type { Life } from './city-life.js';
import { readingsOf, workOf, type Gap } from './history.js';

const CHUNK = 2000;
const MOST_UNDER_WAY = 3;
const LINE_EVERY_MS = 2000;

interface Fill {
  life: Life;
  sensors: readonly Sensor[];
  api: Api;
  keys: Readonly<Record<string, string>>;
  gap: Gap;
}

/** Says everything that a gap would have held, source by source in large requests, and tells how far it is. */
export async function fillGap(fill: Fill, signal: AbortSignal): Promise<void> {
  const days = (fill.gap.to - fill.gap.from) / 1440;
  const label = days >= 1 ? `${Math.round(days)} days` : `${Math.round(days * 1440)} minutes`;
  const started = Date.now();
  let told = 0;
  let sent = 0;
  const chunks = new Map<string, object[]>();
  const underWay = new Map<string, Promise<void>>();
  const post = async (key: string, items: object[]) => {
    await fill.api.send(key, items, signal);
    sent += items.length;
    if (Date.now() - told < LINE_EVERY_MS) return;
    told = Date.now();
    console.log(`simulator: filling in the last ${label} of the demo city, ${sent} messages so far`);
  };
  // One request a source keeps its order; several sources keep the service busy while the next chunk is made.
  const flush = async (source: string) => {
    const items = chunks.get(source) ?? [];
    chunks.delete(source);
    const key = fill.keys[source];
    if (key === undefined || items.length === 0) return;
    await underWay.get(source);
    if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay.values());
    underWay.set(
      source,
      post(key, items).finally(() => underWay.delete(source)),
    );
  };
  for (const stream of [readingsOf(fill.life, fill.sensors, fill.gap), workOf(fill.life, fill.gap)]) {
    for (const { source, message } of stream) {
      const waiting = chunks.get(source) ?? [];
      chunks.set(source, waiting);
      if (waiting.push(message) >= CHUNK) await flush(source);
    }
  }
  for (const source of [...chunks.keys()]) await flush(source);
  await Promise.all(underWay.values());
  console.log(
    `simulator: ${sent} messages of the last ${label} are in, ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}
