import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { newPage, type WatchedPage } from './browser.js';
import { makeSource, post, signIn, type Client } from './client.js';
import { freshDatabase } from './database.js';
import { eventually } from './eventually.js';
import { seedIncidents } from './seed-incidents.js';
import { startService, type ServiceProcess } from './service.js';

const PASSWORD = 'desk-stage-demo-1';
/** Things that open incidents by each procedure, with a title as a caller would say it. Places of the demo city, 锦渡区. */
const THINGS: readonly (readonly [stream: string, type: string, title: string])[] = [
  ['incident', 'acc.infra.gas_leak', '燃气泄漏，居民闻到异味'],
  ['incident', 'env.exposed_garbage', '垃圾暴露堆放'],
  ['incident', 'street.trading_outside', '店外经营占道'],
  ['complaint', 'complaint.road.damage', '路面破损 2×3 m'],
  ['incident', 'acc.equip.elevator', '电梯困人，3 人'],
  ['incident', 'acc.infra.drainage', '下穿通道积水 45 cm'],
];
const BATCH = 2000;
/** The reactor opens them at a pace; ten thousand take a while on a busy machine. */
const OPEN_WITHIN_MS = 240_000;
/** Columns of the grid on which things happen, about 60 m apart: far enough that none is taken for a repeat of another. */
const COLUMNS = 60;
const STEP = 0.0006;
const CORNER = { lon: 119.84, lat: 38.755 };

/** A service with the demo city in a process of its own, and incidents to work on. */
export interface DeskStage {
  service: ServiceProcess;
  databaseUrl: string;
  duty: Client;
  /** Sends `n` things that happened just now and waits until they are open. */
  open(n: number, more?: object): Promise<void>;
  /** How many incidents are open, by the rows behind the figure. */
  openNow(): Promise<number>;
  close(): Promise<void>;
}

/** Sets the stage with `n` open incidents that came by the intake, or with `seeded` ones written straight into the tables. */
export async function setDeskStage(n: number, { seeded = 0 } = {}): Promise<DeskStage> {
  const database = await freshDatabase();
  const env = {
    DATABASE_URL: database.url,
    CITY_DEMO: '1',
    CITY_PROFILE: join(process.cwd(), 'simulator', 'lanchuan'),
    DEMO_PASSWORD: PASSWORD,
  };
  let service = await startService(env);
  if (seeded > 0) {
    // The first start makes procedures and partitions; what is seeded is read by the second one.
    await service.kill('SIGTERM');
    await seedIncidents({ url: database.url, n: seeded });
    service = await startService(env, service.dataDir);
  }
  const duty = await signIn(service.url, 'duty', PASSWORD);
  const admin = await signIn(service.url, 'admin', PASSWORD);
  const key = await makeSource(admin, { id: 'desk-stage', streams: ['incident', 'complaint'] });
  const openNow = async () => {
    const answer = await duty.get('/api/v1/rows?query=incidents.open&limit=1');
    return ((await answer.json()) as { total: number }).total;
  };
  let sent = 0;
  const open = async (count: number, more: object = {}) => {
    const before = await openNow();
    for (let left = count; left > 0; left -= BATCH) {
      const items = Array.from({ length: Math.min(left, BATCH) }, () => ({ ...itemOf(sent++), ...more }));
      const answer = await post(service.url, key, items);
      if (answer.status !== 200) throw new Error(`intake answered ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    await eventually(openNow, (now) => now >= before + count, OPEN_WITHIN_MS);
  };
  if (n > 0) await open(n);
  return {
    service,
    databaseUrl: database.url,
    duty,
    open,
    openNow,
    close: async () => {
      await service.kill('SIGTERM');
      await database.drop();
    },
  };
}

function itemOf(i: number): object {
  const [stream, type, title] = THINGS[i % THINGS.length] as (typeof THINGS)[number];
  const location = {
    lon: CORNER.lon + (i % COLUMNS) * STEP,
    lat: CORNER.lat + (Math.floor(i / COLUMNS) % COLUMNS) * STEP,
  };
  const occurredAt = new Date(Date.now() - (i % 60) * 1000).toISOString();
  return { id: `d-${i}`, stream, type, title, occurredAt, location };
}

/** Opens the desk in a page of its own, signed in as the duty officer. */
export async function openDesk(
  browser: Browser,
  stage: DeskStage,
  { path = '/desk', size = { width: 1920, height: 1080 }, username = 'duty' } = {},
): Promise<WatchedPage> {
  const watched = await newPage(browser, size);
  const { url } = stage.service;
  await watched.page.goto(`${url}/signin`);
  const body = JSON.stringify({ username, password: PASSWORD });
  const login = JSON.stringify({ method: 'POST', headers: { 'content-type': 'application/json' }, body });
  // In the page, because only a browser takes the Secure cookie of a loopback address.
  const status = await watched.page.evaluate<number>(`fetch('/api/v1/auth/login', ${login}).then((a) => a.status)`);
  if (status !== 200) throw new Error(`sign-in answered ${status}`);
  await watched.page.goto(url + path);
  return watched;
}
