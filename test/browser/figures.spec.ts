import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { RiskMap } from '../../protocol/live/risk-map.js';
import type { Rows } from '../../protocol/rows.js';
import { openBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';
import { openWall, setWallStage, type WallStage } from '../support/wall-stage.js';

const SLOW_MS = 60_000;
/** Texts with a digit that stand outside any `data-figure`. */
const LOOSE = `(() => {
  const walk = document.createTreeWalker(document.querySelector('.wall'), NodeFilter.SHOW_TEXT);
  const loose = [];
  for (let n = walk.nextNode(); n; n = walk.nextNode())
    if (/\\d/.test(n.data) && !n.parentElement.closest('[data-figure]')) loose.push(n.data.trim());
  return loose;
})()`;
/** Counted figures with the number they show. */
const COUNTED = `[...document.querySelectorAll('.wall button[data-figure^="query="]')]
  .map((e) => ({ query: e.dataset.figure, shown: e.textContent.trim().replaceAll(',', '') }))`;
/** Bars of the day with what they say. */
const BARS = `[...document.querySelectorAll('.strip .bar')].map((e) =>
  ({ query: e.dataset.figure, shown: e.getAttribute('aria-label').split(' ').at(-1) })).filter((bar) => bar.shown !== '0')`;

requires('chromium', 'dashboard')('numerals on the wall', () => {
  let stage: WallStage;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([setWallStage(40), openBrowser()]);
    ({ page } = await openWall(browser, stage));
    await page.locator('[data-intake=lastHour] button').waitFor({ timeout: SLOW_MS });
  }, SLOW_MS * 2);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  it('all stand in a data-figure', async () => {
    expect(await page.evaluate(LOOSE)).toEqual([]);
  });

  it(
    'open as many rows as they say',
    async () => {
      const figures = await page.evaluate<{ query: string; shown: string }[]>(COUNTED);
      expect(figures.length).toBeGreaterThan(10);
      for (const { query, shown } of figures) {
        const answer = await stage.operator.get(`/api/v1/rows?${query}`);
        expect({ query, total: ((await answer.json()) as Rows).total }).toEqual({ query, total: Number(shown) });
      }
    },
    SLOW_MS,
  );

  it(
    'of the bars of the day and the cells of the map open as many rows as they say',
    async () => {
      const bars = await page.evaluate<{ query: string; shown: string }[]>(BARS);
      expect(bars.length).toBeGreaterThan(0);
      const risk = (await (await stage.operator.get('/api/v1/risk-map?res=8')).json()) as RiskMap;
      const cells = Object.entries(risk.cells).map(([h3, { n }]) => ({
        query: new URLSearchParams({ query: 'observations.total', h3, ...risk.window }).toString(),
        shown: String(n.reduce((sum, part) => sum + part, 0)),
      }));
      expect(cells.length).toBeGreaterThan(0);
      for (const { query, shown } of [...bars, ...cells]) {
        const answer = await stage.operator.get(`/api/v1/rows?${query}`);
        expect({ query, total: ((await answer.json()) as Rows).total }).toEqual({ query, total: Number(shown) });
      }
    },
    SLOW_MS,
  );

  it(
    'of a bar open by a click and by Enter; the bar stays marked behind the sheet',
    async () => {
      const bar = page.locator('.strip .bar[tabindex="0"]');
      await bar.click();
      const sheet = page.getByRole('dialog');
      await sheet.locator('.slot .row').first().waitFor({ timeout: SLOW_MS });
      expect(await sheet.locator('footer').textContent()).toContain('＝');
      expect(await page.locator('.strip .bar[data-open]').count()).toBe(1);
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached', timeout: SLOW_MS });
      expect(await page.locator('.strip .bar[data-open]').count()).toBe(0);
      await bar.focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await sheet.waitFor({ timeout: SLOW_MS });
      expect(await page.locator('.strip .bar').nth(94).getAttribute('data-open')).toBe('true');
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached', timeout: SLOW_MS });
    },
    SLOW_MS,
  );

  it(
    'open their sheet by a click, which closes by Esc and gives the focus back',
    async () => {
      const number = page.locator('[data-intake=today] button');
      await number.click();
      const sheet = page.getByRole('dialog');
      await sheet.locator('.slot .row').first().waitFor({ timeout: SLOW_MS });
      expect(await sheet.locator('footer').textContent()).toContain('＝');
      await page.keyboard.press('KeyJ');
      expect(await sheet.locator('.row.at').getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached', timeout: SLOW_MS });
      const focused = `document.activeElement.closest('[data-intake]')?.dataset.intake`;
      await eventually(
        () => page.evaluate<string>(focused),
        (tile) => tile === 'today',
      );
    },
    SLOW_MS,
  );
});
