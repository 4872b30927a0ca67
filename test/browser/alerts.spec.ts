import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { alertDocument } from '../support/alert-document.js';
import { allViolations, newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { bootIncidents, PASSWORD, type IncidentApp } from '../support/incidents.js';
import { pdfFacts } from '../support/pdf-text.js';
import { requires } from '../support/requires.js';
import { seedAlert } from '../support/seed-alert.js';

const ID = '9901-AQTS-2026-12';
const DRAFT = '9901-AQTS-2027-01';
/** Width of the text on A4 with the margins of the style sheet, CSS pixels. */
const A4 = { width: 680, height: 1000 };

requires('chromium', 'dashboard')('the monthly alert', () => {
  let app: IncidentApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([bootIncidents(), openBrowser()]);
    await seedAlert(app.db, alertDocument(), true);
    const draft = alertDocument({ id: DRAFT, month: '2027-01' });
    const summary = draft.summary.map((sentence) => ({ ...sentence, zh: sentence.zh.replace('136', '137') }));
    await seedAlert(app.db, { ...draft, summary }, false);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('is a public page without faults of accessibility on phone and desk, in both languages', async () => {
    for (const size of [
      { width: 390, height: 844 },
      { width: 1440, height: 900 },
    ])
      for (const path of [
        `/public/alerts/${ID}`,
        `/public/alerts/${ID}?lang=en`,
        '/public/alerts',
        '/public/alerts?lang=en',
      ]) {
        const { page, faults } = await newPage(browser, size);
        await page.goto(app.url + path);
        expect([path, await allViolations(page)]).toEqual([path, []]);
        expect([path, await overflowX(page)]).toEqual([path, 0]);
        expect(faults).toEqual([]);
        await page.context().close();
      }
  });

  it('needs no script, and prints on A4 without running over', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: A4 });
    const page = await context.newPage();
    await page.goto(`${app.url}/public/alerts/${ID}`);
    await page.getByRole('heading', { name: '2026年12月城市安全风险提示' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await overflowX(page)).toBe(0);
    const { pages } = pdfFacts(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
    expect(pages).toBeGreaterThanOrEqual(1);
    expect(pages).toBeLessThanOrEqual(4);
    await context.close();
  });

  it('is written where a number that has no source is red, and a number opens its rows', async () => {
    const { page, faults } = await newPage(browser);
    const data = { username: 'operator', password: PASSWORD };
    await page.context().request.post(`${app.url}/api/v1/auth/login`, { data, headers: { origin: app.url } });
    await page.goto(`${app.url}/alerts/${DRAFT}`);
    await page.getByText('“137”没有来源').waitFor();
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '改写这一句' }).first().click();
    const words = page.getByLabel('中文');
    await words.fill((await words.inputValue()).replace('137', '136'));
    await page.getByText('“137”没有来源').and(page.getByRole('status')).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('“137”没有来源').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^all\.last / }).click();
    await page.getByRole('dialog').waitFor();
    expect(faults).toEqual([]);
  });
});
