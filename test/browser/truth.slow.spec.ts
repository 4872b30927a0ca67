import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Situation } from '../../protocol/live/situation.js';
import type { Rows } from '../../protocol/rows.js';
import { openBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';
import { openWall, setWallStage, type WallStage } from '../support/wall-stage.js';

const SLOW_MS = 60_000;
/** Script that says the tab is hidden, or shown again, as a browser does. */
const turn = (
  isHidden: boolean,
) => `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} });
  document.dispatchEvent(new Event('visibilitychange'));`;
/** Script that counts from now on what changes on the wall. */
const WATCH = `window.__changes = [];
  new MutationObserver((list) => list.forEach(({ type, target }) =>
    window.__changes.push(type + ' ' + ((target.parentElement ?? target).closest('[class]')?.outerHTML ?? '').slice(0, 80))))
    .observe(document.querySelector('.wall'), { subtree: true, childList: true, characterData: true, attributes: true });`;
/** The count of the last hour, once the drawing that was asked for is done. */
const SHOWN = `new Promise((done) => requestAnimationFrame(() =>
  done(Number(document.querySelector('[data-intake=lastHour] button').textContent))))`;

requires('chromium', 'dashboard')('a wall is true or says that it is not', () => {
  let stage: WallStage;
  let browser: Browser;
  let page: Page;
  /** What the socket brought, newest last. */
  const frames: string[] = [];
  beforeAll(async () => {
    [stage, browser] = await Promise.all([setWallStage(40), openBrowser()]);
    ({ page } = await openWall(browser, stage));
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
    await page.reload();
    for (const drawn of ['.chip.live', '.callout', '[data-no] time', '.strip .bar'])
      await page.locator(drawn).first().waitFor({ timeout: SLOW_MS });
  }, SLOW_MS * 2);
  afterAll(async () => {
    process.kill(stage.service.pid, 'SIGCONT');
    await browser?.close();
    await stage?.close();
  });

  it(
    'draws nothing in a hidden tab, keeps no frames for later, and is true at once when it is shown',
    async () => {
      const before = await page.evaluate<number>(SHOWN);
      await page.evaluate(turn(true) + WATCH);
      for (let n = 0; n < 8; n++) await stage.send(5);
      const told = async () => (await (await stage.operator.get('/api/v1/situation')).json()) as Situation;
      await eventually(told, ({ totals }) => totals.lastHour === before + 40);
      const { seq } = (await told()).asOf;
      await eventually(
        () => frames.some((frame) => frame.includes('"situation"') && frame.includes(`"seq":${seq},`)),
        (isThere) => isThere,
      );
      // Three heartbeats on, a visible wall would have drawn at least twice.
      const beats = () => frames.filter((frame) => frame.includes('"heartbeat"')).length;
      const from = beats();
      await eventually(beats, (n) => n >= from + 3, SLOW_MS);
      expect(await page.evaluate('window.__changes')).toEqual([]);
      expect(await page.evaluate(turn(false) + SHOWN)).toBe(before + 40);
    },
    SLOW_MS,
  );

  it(
    'says that the past is coming in, with its rows, and after a while that it has come',
    async () => {
      const now = await page.evaluate<number>(SHOWN);
      await stage.send(120, 30);
      const said = page.getByRole('status').filter({ hasText: '正在补入历史数据' });
      await said.waitFor({ timeout: SLOW_MS });
      expect(await said.getByRole('button').textContent()).toBe('120');
      expect(await page.evaluate(SHOWN)).toBe(now);
      const query = await said.getByRole('button').getAttribute('data-figure');
      const rows = (await (await stage.operator.get(`/api/v1/rows?${query}`)).json()) as Rows;
      expect(rows).toMatchObject({ total: 120 });
      await page.getByRole('status').filter({ hasText: '刚补入历史数据' }).waitFor({ timeout: SLOW_MS });
    },
    SLOW_MS,
  );

  it(
    'is cut off while its service stands still, and says for a while that it has recovered and what it missed',
    async () => {
      process.kill(stage.service.pid, 'SIGSTOP');
      await page.getByRole('alert').filter({ hasText: '断' }).waitFor({ timeout: SLOW_MS });
      process.kill(stage.service.pid, 'SIGCONT');
      const bar = page.getByRole('status').filter({ hasText: /已恢复.*断开的 \d+ 秒已经补齐/s });
      await bar.waitFor({ timeout: SLOW_MS });
      expect(await page.locator('.cut').count()).toBe(0);
      await page.locator('.chip.recovered').waitFor();
      await bar.waitFor({ state: 'detached', timeout: SLOW_MS });
    },
    SLOW_MS * 2,
  );
});
