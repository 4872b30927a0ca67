import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { bootApp, type TestApp } from '../support/app.js';
import { newPage, openBrowser } from '../support/browser.js';
import { makeSource, post, signIn, type Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';
import { HIT, XSS } from '../support/xss.js';

const PASSWORD = 'naughty-demo-2026';
/** Script of ours that every page starts with: counts what runs and what the policy refuses. */
const COUNT = `window.__hits = 0; window.__refused = [];
  window.__hit = window.alert = window.prompt = window.confirm = () => { window.__hits++; };
  addEventListener('securitypolicyviolation', (e) => window.__refused.push(e.violatedDirective + ' ' + e.blockedURI));`;
const pick = (i: number) => XSS[i % XSS.length] as string;

requires('chromium', 'dashboard')('text that would like to be a program', () => {
  let app: TestApp;
  let browser: Browser;
  let admin: Client;

  beforeAll(async () => {
    app = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD } });
    admin = await signIn(app.url, 'admin', PASSWORD);
    await nameTheCity();
    for (let n = 0; n < 10; n++)
      await made('/api/v1/accounts', { username: `naughty${n}`, name: pick(n * 6), role: 'operator' });
    for (let n = 0; n < 10; n++)
      await makeSource(admin, { id: `naughty-${n}`, name: pick(n * 6 + 3), streams: ['incident'] } as never);
    await sendAll();
    browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  }, 60_000);

  async function made(path: string, body: object): Promise<void> {
    const answer = await admin.send('POST', path, body);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  /** Gives the district and all types names that are payloads. */
  async function nameTheCity(): Promise<void> {
    const db = new pg.Client(app.database.url);
    await db.connect();
    const square = {
      type: 'Polygon',
      coordinates: [
        [
          [120, 38.7],
          [120.1, 38.7],
          [120.1, 38.8],
          [120, 38.8],
          [120, 38.7],
        ],
      ],
    };
    await db.query(
      `insert into area (code, level, name_zh, name_en, center_lon, center_lat, geometry) values ('990101', 'district', $1, $1, 120.05, 38.75, $2)`,
      [pick(5), JSON.stringify(square)],
    );
    const { rows } = await db.query<{ code: string }>('select code from catalogue_type order by code');
    for (const [i, { code }] of rows.entries())
      await db.query('update catalogue_type set name_zh = $2, name_en = $2, family = $3 where code = $1', [
        code,
        pick(i),
        pick(i + 1),
      ]);
    await db.query(`insert into setting (name, value) values ('city.version', '1000')
      on conflict (name) do update set value = to_jsonb((setting.value #>> '{}')::bigint + 1)`);
    await db.end();
    await eventually(
      async () => (await admin.get('/api/v1/city')).text(),
      (text) => text.includes('990101'),
      20_000,
    );
  }

  async function sendAll(): Promise<void> {
    const key = await makeSource(admin, { id: 'naughty', streams: ['incident'] });
    const items = XSS.map((text, i) => ({
      ...{ id: text, stream: 'incident', type: i % 2 ? 'acc.fire' : text, occurredAt: new Date().toISOString() },
      ...{ title: text, description: `${text}\n${text}`, priority: (i % 4) + 1 },
      ...{
        location: { lon: 120.01 + i / 1000, lat: 38.75, address: text },
        reporter: { name: text, phone: text.slice(0, 40) },
      },
      ...{ attributes: { [text]: text }, state: { status: text, org: text, result: text } },
    }));
    expect((await post(app.url, key, items)).body.accepted).toBe(XSS.length);
    const bad = XSS.map((text) => ({ id: text, stream: 'incident', type: text, occurredAt: text, [text]: text }));
    expect((await post(app.url, key, bad)).body.rejected).toHaveLength(XSS.length);
  }

  async function open(who: string, isStripped: boolean): Promise<Page> {
    // Taken away by the browser itself: a page that an interceptor answers may not open sockets to this machine.
    const viewport = { width: 1920, height: 1080 };
    const context = await browser.newContext({ viewport, locale: 'zh-CN', bypassCSP: isStripped });
    const page = await context.newPage();
    await page.addInitScript(COUNT);
    await page.goto(`${app.url}/sign-in?next=/feeds`);
    await page.locator('#username').fill(who);
    await page.locator('#password').fill(PASSWORD);
    await page.getByRole('button', { name: /登录/ }).click();
    await page.waitForURL((url) => url.pathname === '/feeds');
    return page;
  }

  /** Opens a screen, lets it settle, moves over all of it and answers what ran and what was refused. */
  async function visit(page: Page, path: string, ready: (page: Page) => Promise<unknown>): Promise<void> {
    await page.goto(app.url + path);
    await ready(page);
    for (const y of [200, 500, 800]) await page.mouse.move(900, y, { steps: 3 });
    const found = await page.evaluate<{ hits: number; refused: string[] }>('({ hits: __hits, refused: __refused })');
    expect([path, found]).toEqual([path, { hits: 0, refused: [] }]);
  }

  it.each([
    ['with the policy as served', false],
    ['with the policy taken away', true],
  ])(
    'runs nowhere, %s',
    async (_, isStripped) => {
      const shows = (text: string) => (page: Page) => page.getByText(text).first().waitFor({ timeout: 20_000 });
      const openRow = async (page: Page) => {
        const row = page.locator('[role=rowgroup] [role=row]', { hasText: HIT });
        await row.nth(4).waitFor({ timeout: 20_000 });
        await row.first().click();
        await page.locator('[role=row][aria-expanded=true]').waitFor();
      };
      const operator = await open('operator', isStripped);
      expect(await operator.evaluate('typeof __hit')).toBe('function');
      await visit(operator, '/wall', shows(pick(5)));
      await visit(operator, '/wall?rows=query%3Dobservations.total', openRow);
      await visit(operator, '/rows?query=observations.total', openRow);
      const boss = await open('admin', isStripped);
      await visit(boss, '/feeds', async (page) => {
        await page.locator('tr[data-feed="naughty"]').getByRole('button').first().click();
        await page.locator('mark').first().waitFor({ timeout: 20_000 });
      });
      await visit(boss, '/admin', shows(pick(6)));
      await visit(boss, '/admin?tab=sources', shows(pick(3)));
      await visit(boss, '/admin?tab=letters', (page) =>
        page.getByText(HIT).filter({ visible: true }).first().waitFor({ timeout: 20_000 }),
      );
      for (const page of [operator, boss]) {
        expect(await page.evaluate(`__hits`)).toBe(0);
        await page.context().close();
      }
    },
    120_000,
  );

  it('is what the pages would run if they could: the counter counts', async () => {
    const { page } = await newPage(browser);
    await page.addInitScript(COUNT);
    await page.goto('data:text/html,<p>');
    await page.setContent(XSS.join('\n'));
    await eventually(
      () => page.evaluate<number>('window.__hits ?? 0'),
      (hits) => hits > 5,
      10_000,
    );
    expect(XSS).toHaveLength(60);
    expect(XSS.every((text) => text.includes(HIT))).toBe(true);
  }, 60_000);
});
