import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Signals } from '../../protocol/signal.js';
import { newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { capXml } from '../support/cap.js';
import { eventually } from '../support/eventually.js';
import { bootIncidents, itemOf, PASSWORD, type IncidentApp } from '../support/incidents.js';
import { requires } from '../support/requires.js';

const RULE = {
  ...{
    id: 'test-points',
    kind: 'multi-point',
    nameZh: '两路同报',
    nameEn: 'Two ways agree',
    outcome: ['env.'],
    horizonHours: 24,
  },
  ...{ k: 2, channels: 2, windowMinutes: 60, types: ['env.', 'complaint.road'], readings: [], grade: 2 },
};

requires('chromium', 'dashboard')('signals at the desk', () => {
  let app: IncidentApp;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([bootIncidents(), openBrowser()]);
    await goLive(RULE);
    for (const source of ['grid', 'hotline']) await app.send(source, itemOf(source, { id: `b-${source}` }));
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const goLive = async (rule: typeof RULE) => {
    const operator = await app.as('operator');
    await operator.json('PUT', `/api/v1/signal-rules/${rule.id}`, rule);
    await operator.json('POST', `/api/v1/signal-rules/${rule.id}/backtests`, {});
    await operator.json('POST', `/api/v1/signal-rules/${rule.id}/switch`, { live: true });
  };
  const signals = async () => (await (await app.as('operator')).json<Signals>('GET', '/api/v1/signals')).body;

  it('shows what a signal rests on beside the warnings in force, and is dismissed by keys alone', async () => {
    await eventually(signals, ({ waiting }) => waiting === 1, 20_000);
    const { cookie } = await app.as('operator');
    const headers = { origin: app.url, cookie, 'content-type': 'application/cap+xml' };
    const body = capXml({
      identifier: 'shown',
      sent: new Date(Date.now() - 60_000),
      headline: '暴雨红色预警',
      area: '',
    });
    expect((await fetch(`${app.url}/api/v1/warnings`, { method: 'POST', headers, body })).status).toBe(200);

    const { page, faults } = await newPage(browser);
    const data = { username: 'operator', password: PASSWORD };
    await page.context().request.post(`${app.url}/api/v1/auth/login`, { data, headers: { origin: app.url } });
    await page.goto(`${app.url}/signals`);
    await page.getByRole('heading', { name: '两路同报' }).waitFor();
    await page.getByText(/红色 · 暴雨红色预警/).waitFor();
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('x');
    await page.getByRole('dialog').locator('textarea').fill('同一处重复上报');
    await page.getByRole('dialog').getByRole('button', { name: '不成立' }).click();
    await eventually(signals, ({ waiting }) => waiting === 0, 10_000);
    expect((await signals()).items[0]).toMatchObject({ state: 'dismissed', reason: '同一处重复上报' });
    expect(faults).toEqual([]);
  }, 60_000);

  it('stays at what is looked at when another desk decides it: no key slips to the next one', async () => {
    await goLive({ ...RULE, id: 'test-more', nameZh: '两路又同报' });
    await goLive({ ...RULE, id: 'test-most', nameZh: '两路再同报' });
    await eventually(signals, ({ waiting }) => waiting === 2, 20_000);
    const { page } = await newPage(browser);
    const data = { username: 'operator', password: PASSWORD };
    await page.context().request.post(`${app.url}/api/v1/auth/login`, { data, headers: { origin: app.url } });
    await page.goto(`${app.url}/signals`);
    const dismiss = page.getByRole('main').getByRole('button', { name: '不成立 X' });
    await dismiss.waitFor();
    const looked = (await page.getByRole('heading', { level: 2, name: /^两路/ }).textContent()) ?? '';
    const open = (await signals()).items.filter(({ state }) => state === 'waiting');
    const taken = open.find(({ nameZh }) => looked.includes(nameZh));
    const operator = await app.as('operator');
    const decided = await operator.json('POST', `/api/v1/signals/${taken?.id}/decisions`, {
      outcome: 'dismissed',
      reason: '已核实',
    });
    expect(decided).toMatchObject({ status: 200 });
    await dismiss.waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { level: 2, name: /^两路/ }).textContent()).toBe(looked);
    await page.keyboard.press('x');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect((await signals()).waiting).toBe(1);
  }, 60_000);
});
