import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { VisitPage } from '../../protocol/visit.js';
import { newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { bootIncidents, PASSWORD, type IncidentApp } from '../support/incidents.js';
import { registerShops, shopOf } from '../support/objects.js';
import { requires } from '../support/requires.js';
import { pointOf } from '../support/risk-points.js';

requires('chromium', 'dashboard')('the registers', () => {
  let app: IncidentApp;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([bootIncidents(), openBrowser()]);
    await registerShops(app, [shopOf('A-1', { nameZh: '老李面馆', category: 'catering' }), shopOf('B-1')]);
    const admin = await app.as('admin');
    const points = [
      pointOf('R-1', { nameZh: '面馆燃气间', object: 'A-1', category: 'life.gas', visitedOn: '2026-01-01' }),
      pointOf('R-2', { assessment: { method: 'lec', likelihood: 1, exposure: 6, consequence: 15 } }),
    ];
    for (const point of points) await admin.json('POST', '/api/v1/risk-points', point);
    await eventually(planned, (n) => n === 1, 10_000);
    ({ page, faults } = await newPage(browser));
    const data = { username: 'duty', password: PASSWORD };
    await page.context().request.post(`${app.url}/api/v1/auth/login`, { data, headers: { origin: app.url } });
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const visits = async (query: string) =>
    (await (await app.as('duty')).json<VisitPage>('GET', `/api/v1/visits?${query}`)).body;
  const planned = async () => (await visits('overdue=true')).total;

  it('show an object with its grade, found and chosen by keys', async () => {
    await page.goto(`${app.url}/objects`);
    await page.locator('[data-object="A-1"]').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('面馆');
    await page.locator('[data-object="B-1"]').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.locator('.card h2').waitFor();
    expect(await page.locator('.card h2').textContent()).toBe('老李面馆');
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
  }, 60_000);

  it('show why a risk point is red, in the matrix, and the rows behind the count', async () => {
    await page.goto(`${app.url}/register`);
    await page.locator('[data-point="R-1"]').waitFor();
    await page.keyboard.press('j');
    await page.locator('td.here').waitFor();
    expect(await page.locator('td.here').textContent()).toContain('20');
    expect(await page.locator('td.here').getAttribute('class')).toContain('red');
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('j');
    await page.locator('td.here').waitFor({ state: 'detached' });
  }, 60_000);

  it('take a visit down on a phone: a hazard, its re-check, in English', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate("localStorage.setItem('city.locale', 'en')");
    await page.goto(`${app.url}/register?tab=visits`);
    await page.locator('[data-visit]').first().click();
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    await page.locator('.card .btn.primary').click();
    await page.locator('.dialog input[type="radio"][value="hazards"]').check();
    await page.locator('.dialog .text').fill('软管超期');
    expect(await seriousViolations(page)).toEqual([]);
    await page.locator('.dialog button[type="submit"]').click();
    await page.locator('.dialog').waitFor({ state: 'detached' });
    const done = await visits('state=done');
    expect(done.visits).toMatchObject([{ outcome: 'hazards', hazards: [{ text: '软管超期' }] }]);
    expect((await visits('object=A-1')).visits.map((v) => v.reason)).toContain('recheck');
    expect(faults).toEqual([]);
  }, 60_000);
});
