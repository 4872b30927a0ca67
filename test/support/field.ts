import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Assignment, Dispatched } from '../../protocol/dispatch.js';
import type { Incident } from '../../protocol/incident.js';
import { bootApp } from './app.js';
import { layCable, type Cable } from './cable.js';
import { makeCertificate } from './certificate.js';
import { bootIncidents, PASSWORD, type IncidentApp } from './incidents.js';
import { seedUnits, unitOf } from './units.js';

/** The service twice on one database: over http for the test itself, over TLS behind a cable for the phone. */
export interface FieldStage extends IncidentApp {
  cable: Cable;
  /** Address of the phone's instance. */
  phoneUrl: string;
  /** Gives unit A, in which `officer` works, an incident of a source. */
  give(source: 'camera' | 'grid', more?: object): Promise<{ incident: Incident; assignment: Assignment }>;
  /** What the journal holds of an incident, by type or what was noted. */
  facts(incident: string): Promise<string[]>;
  /** A phone of 390 x 844 on which `officer` is signed in. */
  phone(browser: Browser): Promise<{ page: Page; context: BrowserContext; faults: string[] }>;
}

/** Boots both. */
export async function bootField(): Promise<FieldStage> {
  const app = await bootIncidents({ DISPATCH_UNDO: '1s' });
  await seedUnits(app, { units: [unitOf('A', { capacity: 50, nameZh: '街面三组' })] });
  const admin = await app.as('admin');
  const { body: accounts } = await admin.json<{ id: string; username: string }[]>('GET', '/api/v1/accounts');
  await admin.json('PATCH', `/api/v1/accounts/${accounts.find((a) => a.username === 'officer')?.id}`, { unit: 'A' });
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-tls-'));
  const { cert, key } = makeCertificate(folder);
  let port = 0;
  const cable = await layCable(() => port);
  const phoneUrl = `https://127.0.0.1:${cable.port}`;
  const env = { TLS_CERT: cert, TLS_KEY: key, PUBLIC_URL: phoneUrl, CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD };
  const tls = await bootApp({ database: app.database, dataDir: app.dataDir, env });
  port = Number(new URL(tls.url).port);
  return {
    ...app,
    cable,
    phoneUrl,
    give: (source, more = {}) => give(app, source, more),
    facts: async (incident) => {
      const { rows } = await app.db.query<{ what: string }>(
        "select coalesce(fact ->> 'what', type) as what from journal_entry where subject = $1 order by seq",
        [incident],
      );
      return rows.map((row) => row.what);
    },
    phone: (browser) => phoneOf(browser, phoneUrl),
    close: async () => {
      await cable.close();
      await tls.close();
      await app.close();
      rmSync(folder, { recursive: true });
    },
  };
}

let spots = 0;

async function give(app: IncidentApp, source: 'camera' | 'grid', more: object) {
  const location = { lon: 120.005 + 0.004 * (spots % 20), lat: 38.71 + 0.004 * Math.floor(spots++ / 20) };
  const opened = await app.open(source, { location, ...more });
  const command = source === 'camera' ? 'verify' : 'file';
  await (await app.as('operator')).json('POST', `/api/v1/incidents/${opened.id}/moves`, { command });
  const duty = await app.as('duty');
  const { body: incident } = await duty.json<Incident>('GET', `/api/v1/incidents/${opened.id}`);
  const order = { units: ['A'], expectedVersion: incident.version };
  const { body, status } = await duty.json<Dispatched>('POST', `/api/v1/incidents/${opened.id}/assignments`, order);
  if (status !== 201) throw new Error(`not given: ${JSON.stringify(body)}`);
  const [assignment] = body.assignments;
  if (!assignment) throw new Error(`not given: ${JSON.stringify(body)}`);
  return { incident, assignment };
}

async function phoneOf(browser: Browser, url: string) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    ignoreHTTPSErrors: true,
    locale: 'zh-CN',
    timezoneId: 'America/New_York',
    hasTouch: true,
    isMobile: true,
    colorScheme: 'light',
    geolocation: { longitude: 120.0501, latitude: 38.7502, accuracy: 12 },
    permissions: ['geolocation'],
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  const signedIn = await context.request.post(`${url}/api/v1/auth/login`, {
    data: { username: 'officer', password: PASSWORD },
    headers: { origin: url },
  });
  if (!signedIn.ok()) throw new Error(`sign-in: ${signedIn.status()} ${await signedIn.text()}`);
  return { page, context, faults };
}
