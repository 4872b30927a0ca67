import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { AlarmCard } from '../../protocol/alarm.js';
import { bootAlarms, districtPoints, type AlarmStage } from '../support/alarms.js';
import { newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { PASSWORD } from '../support/incidents.js';
import { requires } from '../support/requires.js';

const [first] = districtPoints();
const WATER = Array.from({ length: 12 }, (_, i) => `W${String(i).padStart(2, '0')}`);

requires('chromium', 'dashboard')('alarms at the desk', () => {
  let stage: AlarmStage;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    const place = { lon: first?.lon ?? 0, lat: first?.lat ?? 0 };
    const sensors = WATER.map((id) => ({ id, metric: 'level' as const, ...place }));
    [stage, browser] = await Promise.all([bootAlarms(sensors), openBrowser()]);
    ({ page, faults } = await newPage(browser));
    const data = { username: 'operator', password: PASSWORD };
    await page.context().request.post(`${stage.url}/api/v1/auth/login`, { data, headers: { origin: stage.url } });
    await stage.measure(
      'iot-water',
      WATER.map((id, i) => [id, 1, i === 0 ? 45 : 30] as const),
    );
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  const shown = async (subject: string, wanted: (card: AlarmCard) => boolean) =>
    eventually(
      async () => (await stage.alarms(subject)).filter((card) => card.priority < 3).some(wanted),
      Boolean,
      8000,
    );

  it('a flood stands in a group, is opened, acknowledged, shelved and taken back by keys alone', async () => {
    await page.goto(`${stage.url}/alarms`);
    await page.locator('.banner.flood').waitFor();
    await page.locator('.group').first().waitFor();
    expect(await page.locator('.group').count()).toBe(1);
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);

    await page.keyboard.press('j');
    await page.keyboard.press('ArrowRight');
    await page
      .locator('.alarm')
      .nth(WATER.length - 1)
      .waitFor();
    // Priority 1 first; the one key for the group leaves it to be seen by itself.
    await page.keyboard.press('Shift+A');
    await shown('W05', (card) => card.state === 'acknowledged');
    expect((await stage.alarms('W00')).some((card) => card.state === 'acknowledged' && card.priority === 1)).toBe(
      false,
    );
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await shown('W00', (card) => card.priority === 1 && card.state === 'acknowledged');

    await page.keyboard.press('Enter');
    await page.locator('.dialog canvas').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('v');
    await page.locator('#shelve-note').fill('养护在场');
    await page.keyboard.press('Control+Enter');
    await shown('W00', (card) => card.hidden === 'shelved');
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await shown('W00', (card) => card.priority === 1 && card.hidden === null);
    expect(faults).toEqual([]);
  }, 60_000);

  it('fits a phone, in English', async () => {
    await page.evaluate("localStorage.setItem('city.locale', 'en')");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.locator('.group').first().waitFor();
    expect(await page.locator('.banner').textContent()).toContain('Alarm flood');
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await page.locator('body').textContent()).not.toMatch(/alarms\.[a-z]+\.|words\.alarm/);
  }, 30_000);
});
