import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { bootApp, type TestApp } from '../support/app.js';
import { openBroker, type Broker } from '../support/broker.js';
import { newPage, openBrowser } from '../support/browser.js';
import { requires } from '../support/requires.js';

const PASSWORD = 'broker-demo-2026';
const CUT_OFF = /MQTT 消息代理自 .*中断/;

requires('chromium', 'dashboard')('screens while the broker is away', () => {
  let broker: Broker;
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    broker = await openBroker();
    const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, MQTT_URL: broker.url };
    [app, browser] = await Promise.all([bootApp({ env }), openBrowser()]);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await broker?.close();
  }, 60_000);

  const open = async (path: string): Promise<{ page: Page; faults: string[] }> => {
    const opened = await newPage(browser);
    const data = { username: 'operator', password: PASSWORD };
    await opened.page.context().request.post(`${app.url}/api/v1/auth/login`, { data, headers: { origin: app.url } });
    await opened.page.goto(app.url + path);
    return opened;
  };

  it('the wall and the feeds say that it is cut off and since when, and no longer when it is back', async () => {
    const both = await Promise.all([open('/wall'), open('/feeds')]);
    for (const { page } of both) await page.locator('h1, .sentence').first().waitFor({ timeout: 30_000 });
    await broker.kill();
    for (const { page } of both) await page.getByText(CUT_OFF).first().waitFor({ timeout: 30_000 });
    await broker.revive();
    for (const { page } of both) await page.getByText(CUT_OFF).first().waitFor({ state: 'detached', timeout: 30_000 });
    for (const { page, faults } of both) {
      expect(faults).toEqual([]);
      await page.context().close();
    }
  }, 120_000);
});
