import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { newPage, type WatchedPage } from './browser.js';
import { makeSource, post, signIn, type Client } from './client.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { startService, type ServiceProcess } from './service.js';

const PASSWORD = 'wall-stage-demo-1';
const DAY_MS = 86_400_000;
/** Types and roads of the demo city; the points lie in 锦渡区. */
const TYPES = ['acc.infra.gas_leak', 'incident.other'];

/** A service with the demo city, in a process of its own so that it can be stopped, and a feed to send through. */
export interface WallStage {
  service: ServiceProcess;
  operator: Client;
  /** Key of the feed. */
  key: string;
  /** Sends `n` new records that happened just now, or so many days ago. */
  send(n: number, daysAgo?: number): Promise<void>;
  close(): Promise<void>;
}

/** Sets up the demo city with `n` records of the last minutes, in a database of its own or the empty one at `databaseUrl`. */
export async function setWallStage(n: number, databaseUrl?: string): Promise<WallStage> {
  const database = databaseUrl === undefined ? await freshDatabase() : null;
  const service = await startService({
    DATABASE_URL: databaseUrl ?? (database as TestDatabase).url,
    CITY_DEMO: '1',
    CITY_PROFILE: join(process.cwd(), 'simulator', 'lanchuan'),
    DEMO_PASSWORD: PASSWORD,
  });
  const operator = await signIn(service.url, 'operator', PASSWORD);
  const admin = await signIn(service.url, 'admin', PASSWORD);
  const key = await makeSource(admin, { id: 'stage', streams: ['incident'], expectEverySeconds: 60 });
  let sent = 0;
  const send = async (count: number, daysAgo = 0) => {
    const items = Array.from({ length: count }, () => {
      const i = sent++;
      const location = { lon: 119.86 + (i % 30) / 1000, lat: 38.77 + (i % 20) / 1000 };
      return {
        ...{ id: `w-${i}`, stream: 'incident', type: TYPES[i % 2], priority: (i % 4) + 1 },
        occurredAt: new Date(Date.now() - (i % 60) * 1000 - daysAgo * DAY_MS).toISOString(),
        ...(i % 9 !== 0 && { location }),
      };
    });
    const answer = await post(service.url, key, items);
    if (answer.status !== 200) throw new Error(`intake answered ${answer.status}`);
  };
  await send(n);
  return {
    service,
    operator,
    key,
    send,
    close: async () => {
      await service.kill('SIGTERM');
      await database?.drop();
    },
  };
}

/** Opens the wall in a page of its own, signed in as the operator. */
export async function openWall(
  browser: Browser,
  stage: WallStage,
  size = { width: 1920, height: 1080 },
): Promise<WatchedPage> {
  const watched = await newPage(browser, size);
  const { url } = stage.service;
  await watched.page.goto(`${url}/signin`);
  const body = JSON.stringify({ username: 'operator', password: PASSWORD });
  const login = JSON.stringify({ method: 'POST', headers: { 'content-type': 'application/json' }, body });
  // In the page, because only a browser takes the Secure cookie of a loopback address.
  const status = await watched.page.evaluate<number>(`fetch('/api/v1/auth/login', ${login}).then((a) => a.status)`);
  if (status !== 200) throw new Error(`sign-in answered ${status}`);
  await watched.page.goto(`${url}/wall`);
  return watched;
}
