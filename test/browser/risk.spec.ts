import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { bootAlarms, districtPoints, type AlarmStage } from '../support/alarms.js';
import { newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { PASSWORD } from '../support/incidents.js';
import { smallArchive } from '../support/pmtiles.js';
import { requires } from '../support/requires.js';
import { stateRisk } from '../support/risk.js';

const [first] = districtPoints();
const HERE = { lon: first?.lon ?? 0, lat: first?.lat ?? 0 };
/** Sensors in a row, each in a cell of its own. */
const SENSORS = Array.from({ length: 30 }, (_, i) => ({
  ...{ id: `W${String(i).padStart(2, '0')}`, metric: 'level' as const },
  ...{ lon: HERE.lon + (i % 6) * 0.012, lat: HERE.lat + Math.floor(i / 6) * 0.01 },
}));
/** What an update of the map may hold up the page. @source issue C: one frame */
const FRAME_MS = 16;

requires('chromium', 'dashboard')('the risk map', () => {
  let stage: AlarmStage;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    [stage, browser] = await Promise.all([bootAlarms(SENSORS), openBrowser()]);
    ({ page, faults } = await newPage(browser));
    const data = { username: 'operator', password: PASSWORD };
    await page.context().request.post(`${stage.url}/api/v1/auth/login`, { data, headers: { origin: stage.url } });
    await stage.measure('iot-water', SENSORS.map(({ id }) => [id, 30, 1] as const)); // prettier-ignore
    await stage.measure('iot-water', [['W00', 2, 60]]);
    await stateRisk(stage);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  const text = (selector: string) => page.locator(selector).first().textContent();

  it('a high cell is found by keys and says why: the lines add up to what the map shows', async () => {
    await page.goto(`${stage.url}/risk`);
    await page.locator('.worst li').first().waitFor();
    await page.keyboard.press('n');
    await page.locator('.why li').first().waitFor();
    expect(await text('.cell .value')).toContain('高');
    const [lines, sum] = await Promise.all([page.locator('.why .points').allTextContents(), text('.why .sum strong')]);
    const hundredths = lines.map((line) => Math.round(Number(line.replace('−', '-')) * 100));
    expect(`= ${(hundredths.reduce((a, b) => a + b, 0) / 100).toFixed(2)}`).toBe(sum);
    const before = await text('.cell header small');
    await page.keyboard.press('ArrowRight');
    await eventually(() => text('.cell header small'), (now) => now !== before); // prettier-ignore
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  }, 60_000);

  it('an update of many cells holds the page up for less than a frame', async () => {
    const measures = () =>
      page.evaluate<number[]>(`performance.getEntriesByName('risk-map.update').map((m) => m.duration)`);
    const before = (await measures()).length;
    await stage.measure('iot-water', SENSORS.map(({ id }) => [id, 1, 60] as const)); // prettier-ignore
    await stateRisk(stage);
    const parts = async () => Number(await page.locator('.layers .parts .num').first().textContent());
    await eventually(parts, (high) => high > 5, 20_000);
    const taken = (await measures()).slice(before);
    expect(taken.length).toBeGreaterThan(0);
    expect(Math.max(...taken)).toBeLessThan(FRAME_MS);
  }, 60_000);

  it('a drawn area counts what lies in it, and each count opens exactly its rows', async () => {
    const box = await page.locator('.risk-map').boundingBox();
    const at = (x: number, y: number) =>
      [(box?.x ?? 0) + (box?.width ?? 0) * x, (box?.y ?? 0) + (box?.height ?? 0) * y] as const;
    await page.keyboard.press('r');
    for (const [x, y] of [[0.1, 0.2], [0.9, 0.2], [0.9, 0.7], [0.1, 0.7]] as const) await page.mouse.click(...at(x, y)); // prettier-ignore
    await page.keyboard.press('Enter');
    const figure = page.locator('.area dd .figure[data-figure^="query=sensors.total"]').first();
    await figure.waitFor();
    const counted = Number(await figure.textContent());
    expect(counted).toBeGreaterThan(0);
    await figure.click();
    await page.locator('[role="dialog"] .chips').waitFor();
    await eventually(() => page.locator('[role="dialog"]').textContent(), (all) => all?.includes(`${counted} 行`) ?? false); // prettier-ignore
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }, 60_000);

  it('the past says that it is the past; a basemap that is dropped in is read by ranges, at once', async () => {
    await page.keyboard.press(',');
    await page.locator('.strip.past .warn').waitFor();
    await page.keyboard.press('l');
    await page.locator('.strip:not(.past)').waitFor();
    mkdirSync(join(stage.dataDir, 'maps'), { recursive: true });
    writeFileSync(join(stage.dataDir, 'maps', 'city.pmtiles'), smallArchive());
    const part = page.waitForResponse((r) => r.url().includes('city.pmtiles') && r.status() === 206, {
      timeout: 30_000,
    });
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await part;
    await page.locator('.risk-map canvas').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('fits a phone in English, and without WebGL shades the districts and says so', async () => {
    await page.addInitScript(`localStorage.setItem('city.locale', 'en');
      const make = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind.startsWith('webgl') ? null : make.call(this, kind, ...rest); };`);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.locator('.field .chart canvas').waitFor();
    expect(await text('.field .notice')).toContain('no WebGL');
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await text('body')).not.toMatch(/risk\.[a-z]+\.|words\.[a-zA-Z]+\./);
  }, 30_000);
});
