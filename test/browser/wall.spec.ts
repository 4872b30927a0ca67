import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, seriousViolations } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';
import { openWall, setWallStage, type WallStage } from '../support/wall-stage.js';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 390, height: 844 },
];
/** Software WebGL on a busy machine. */
const SLOW_MS = 60_000;

requires('chromium', 'dashboard')('the wall in a browser', () => {
  let stage: WallStage;
  let browser: Browser;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([setWallStage(40), openBrowser()]);
  }, SLOW_MS * 2);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });
  const open = async (size = SIZES[0] as (typeof SIZES)[number]) => {
    const opened = await openWall(browser, stage, size);
    await opened.page.locator('[data-intake=lastHour] b').waitFor({ timeout: SLOW_MS });
    return opened;
  };
  const overflow = 'document.documentElement.scrollWidth - window.innerWidth';

  it.each(SIZES)(
    'fits $width x $height without overflow or a policy fault',
    async (size) => {
      const { page, faults } = await open(size);
      await page.locator('canvas.maplibregl-canvas').waitFor({ timeout: SLOW_MS });
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      const tall: number = await page.evaluate('document.documentElement.scrollHeight - window.innerHeight');
      if (size.width > 900) expect(tall).toBeLessThanOrEqual(0);
      const root: number = await page.evaluate('parseFloat(getComputedStyle(document.documentElement).fontSize)');
      expect(root).toBe(size.width > 900 ? size.width / 120 : 15);
      expect(await seriousViolations(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  it(
    'shows a new record within seconds, in city time',
    async () => {
      const { page } = await open();
      const shown = async () => Number(await page.locator('[data-intake=lastHour] button').first().textContent());
      const before = await shown();
      await stage.send(5);
      await eventually(shown, (n) => n === before + 5, SLOW_MS);
      const clock = await page.locator('.head .clock').textContent();
      const there = new Date().toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' });
      expect(clock?.slice(0, 2)).toBe(there.slice(0, 2));
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  it(
    'is drawn from districts where WebGL is missing, and says so',
    async () => {
      const blind = await openBrowser(['--disable-3d-apis']);
      const { page } = await openWall(blind, stage);
      await page.getByText('WebGL').waitFor({ timeout: SLOW_MS });
      await blind.close();
    },
    SLOW_MS * 2,
  );

  it(
    'says that it is cut off and stops its clock when the service is gone',
    async () => {
      const { page } = await open();
      await page.locator('.chip.live').waitFor({ timeout: SLOW_MS });
      await stage.service.kill('SIGTERM');
      await page.getByRole('alert').filter({ hasText: '与服务器断开' }).waitFor({ timeout: SLOW_MS });
      const clock = () => page.locator('.head .clock').textContent();
      const stopped = await clock();
      const said = () => page.locator('.cut .big').textContent();
      const before = await said();
      await eventually(said, (text) => text !== before, SLOW_MS);
      expect(await clock()).toBe(stopped);
      await page.context().close();
    },
    SLOW_MS * 2,
  );
});
