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

  it('a sensor is found in the list, its curve shows its gap, and an administrator gives it a limit of its own', async () => {
    await stage.measure('iot-water', [['W03', 1800, 4], ['W03', 1740, 4], ['W03', 900, 4]]); // prettier-ignore
    const asAdmin = await newPage(browser);
    const data = { username: 'admin', password: PASSWORD };
    const { page: other } = asAdmin;
    await other.context().request.post(`${stage.url}/api/v1/auth/login`, { data, headers: { origin: stage.url } });
    await other.goto(`${stage.url}/sensors?q=W03`);
    await other.locator('[data-sensor="W03"]').click();
    await other.locator('.plot canvas').waitFor();
    expect(await other.locator('[data-state="alarm"]').count()).toBe(1);
    expect(await other.locator('.said .gaps').textContent()).toMatch(/缺 \d+ 段/);
    expect(await overflowX(other)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(other)).toEqual([]);
    // Its alarm opens with its course.
    await other.locator('.history tbody tr').first().click();
    await other.locator('.dialog ol li').first().waitFor();
    await other.keyboard.press('Escape');

    await other.locator('[data-limit="level-high-27"] button').click();
    const form = other.locator('.dialog form');
    await form.locator('input[type="number"]').first().fill('4');
    await form.locator('textarea').fill('下穿通道封闭高度核定');
    await other.locator('.dialog button[type="submit"]').click();
    await form.locator('.fault li').first().waitFor();
    await form.locator('input[type="number"]').first().fill('25');
    await other.locator('.dialog button[type="submit"]').click();
    await other.locator('.version').first().waitFor();
    expect(await other.locator('[data-limit="level-high-27"]').textContent()).toContain('≥ 25');
    const [download] = await Promise.all([
      other.waitForEvent('download'),
      other.locator('.save button').first().click(),
    ]);
    expect(download.suggestedFilename()).toBe('W03.csv');
    expect(asAdmin.faults.filter((fault) => !fault.includes('422'))).toEqual([]);
    await other.close();
  }, 60_000);

  it('fits a phone, in English', async () => {
    await page.evaluate("localStorage.setItem('city.locale', 'en')");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.locator('.group').first().waitFor();
    expect(await page.locator('.banner').textContent()).toContain('Alarm flood');
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await page.locator('body').textContent()).not.toMatch(/alarms\.[a-z]+\.|words\.alarm/);
    for (const path of ['/sensors', '/sensors/W03']) {
      await page.goto(`${stage.url}${path}`);
      await page.locator('[data-sensor], .plot canvas').first().waitFor();
      expect([path, await overflowX(page)]).toEqual([path, 0]);
      expect(await page.locator('body').textContent()).not.toMatch(/sensors\.[a-z]+\.|words\.[a-z]+\./);
    }
  }, 30_000);
});
