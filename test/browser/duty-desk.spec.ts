import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { openDesk, setDeskStage, type DeskStage } from '../support/desk-stage.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';

/** Software WebGL on a busy machine. */
const SLOW_MS = 60_000;
const LANES = ['review', 'dispatch', 'enroute', 'onsite', 'check', 'hung'];

requires('chromium', 'dashboard')('the duty desk in a browser', () => {
  let stage: DeskStage;
  let browser: Browser;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([setDeskStage(60), openBrowser()]);
  }, SLOW_MS * 2);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });
  const open = async (path = '/desk') => {
    const opened = await openDesk(browser, stage, { path });
    await opened.page.locator('[data-no][aria-selected=true]').waitFor({ timeout: SLOW_MS });
    await opened.page.locator('[data-filter=open] b', { hasText: /\d/ }).waitFor({ timeout: SLOW_MS });
    return opened;
  };
  const countOf = async (page: Page, filter: string) =>
    Number(await page.locator(`[data-filter=${filter}] b`).textContent());
  const chosen = (page: Page) => page.locator('[data-no][aria-selected=true]').getAttribute('data-no');

  it(
    'the counts of the lanes add up to what is open, on every filter the list is as long as its count',
    async () => {
      const { page, faults } = await open();
      const openCount = await countOf(page, 'open');
      expect(openCount).toBe(await stage.openNow());
      const lanes = await Promise.all(LANES.map((lane) => countOf(page, lane)));
      expect(lanes.reduce((sum, n) => sum + n, 0)).toBe(openCount);
      for (const [i, filter] of ['open', 'review', 'dispatch'].entries()) {
        await page.keyboard.press(String(i + 1));
        const length = async () => Number(await page.locator('[role=table]').getAttribute('aria-rowcount'));
        await eventually(length, (n) => n === [openCount, ...lanes][i], SLOW_MS);
        await page.locator(`[data-filter=${filter}][aria-selected=true]`).waitFor();
      }
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  it(
    'J and K move the choice, S passes the review, and the address holds all of it',
    async () => {
      const { page } = await open();
      const first = await chosen(page);
      await page.keyboard.press('j');
      const second = await chosen(page);
      expect(second).not.toBe(first);
      await page.keyboard.press('k');
      expect(await chosen(page)).toBe(first);
      await page.locator(`[data-chosen="${first}"] [data-act=verify]`).waitFor({ timeout: SLOW_MS });
      const before = await countOf(page, 'dispatch');
      await page.keyboard.press('s');
      await eventually(
        () => countOf(page, 'dispatch'),
        (n) => n === before + 1,
        SLOW_MS,
      );
      await page.waitForURL((url) => url.searchParams.get('i') === first);
      await page.reload();
      await page.locator(`[data-chosen="${first}"]`).waitFor({ timeout: SLOW_MS });
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  it(
    'new rows wait while somebody is at work in the list, and no row moves under the hand',
    async () => {
      const { page } = await open();
      const topNow = () =>
        page.evaluate<string>("[...document.querySelectorAll('[data-no]')].map((r) => r.dataset.no).join()");
      await page.keyboard.press('j');
      const before = await topNow();
      // Critical ones stand at the top; rows below the last one would move nothing.
      await stage.open(3, { type: 'acc.infra.gas_leak', stream: 'incident' });
      const told = page.locator('.fresh', { hasText: '3 新' });
      await eventually(
        async () => {
          // A hand on the keys, whatever they do.
          await page.keyboard.press('Shift');
          return told.isVisible();
        },
        Boolean,
        SLOW_MS,
      );
      expect(await topNow()).toBe(before);
      await page.locator('.fresh').click();
      await page.locator('.fresh').waitFor({ state: 'detached' });
      expect(await topNow()).not.toBe('');
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  /** Chooses an incident that the duty officer's district reaches and that waits for the review. */
  const chooseOwn = async (page: Page) => {
    await page.keyboard.press('2');
    const row = page.locator('[data-no].review', { hasText: '锦渡区' }).first();
    await row.click();
    return (await row.getAttribute('data-no')) as string;
  };

  it(
    'signs, chooses and dispatches with three keys; the dispatch is undone within its time',
    async () => {
      const { page, faults } = await open();
      const no = await chooseOwn(page);
      await page.locator(`[data-chosen="${no}"]`).waitFor();
      await page.locator('[data-offer]').first().waitFor({ timeout: SLOW_MS });
      const lane = () => page.locator(`[data-no="${no}"]`).getAttribute('class');
      await page.keyboard.press('s');
      await page.keyboard.press('d');
      await page.keyboard.press('Enter');
      await eventually(lane, (classes) => classes?.includes('enroute') ?? false, SLOW_MS);
      await page.locator('[data-assignment]').first().waitFor({ timeout: SLOW_MS });
      await page.keyboard.press('u');
      await eventually(lane, (classes) => classes?.includes('dispatch') ?? false, SLOW_MS);
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  it(
    'somebody who was faster is told with what stands now',
    async () => {
      const { page } = await open();
      const no = await chooseOwn(page);
      await page.locator(`[data-chosen="${no}"] [data-act]`).first().waitFor({ timeout: SLOW_MS });
      const file = (await (await stage.duty.get(`/api/v1/incidents/${no}`)).json()) as { id: string; can: string[] };
      const command = file.can.includes('verify') ? 'verify' : 'file';
      const moved = await stage.duty.send('POST', `/api/v1/incidents/${file.id}/moves`, { command });
      expect(moved.status).toBe(200);
      await page.keyboard.press('s');
      await page.locator('.toast.refused').waitFor({ timeout: SLOW_MS });
      await page.locator(`[data-no="${no}"].dispatch`).waitFor({ timeout: SLOW_MS });
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  it(
    'the command line takes pinyin initials, says what will happen, and leaves an input method its Enter',
    async () => {
      const { page } = await open();
      const no = await chooseOwn(page);
      await page.locator('[data-offer]').first().waitFor({ timeout: SLOW_MS });
      await page.keyboard.press(':');
      await page.keyboard.type(`p ${no.slice(no.lastIndexOf('-') + 1)} xf`);
      const first = page.locator('.command [role=option]').first();
      await first.filter({ hasText: /消防.*分钟到场/ }).waitFor({ timeout: SLOW_MS });
      await page.evaluate(
        `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {code: 'Enter', isComposing: true, bubbles: true}))`,
      );
      await page.keyboard.press('Escape');
      expect(await page.locator('.toast span').textContent()).toBe('');
      // Keys of an input method at work are no keys of the desk.
      const before = await chosen(page);
      await page.evaluate(
        `document.body.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyJ', key: 'Process', isComposing: true, bubbles: true}))`,
      );
      expect(await chosen(page)).toBe(before);
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  it(
    'a call is filed by keyboard within twenty seconds and becomes the chosen incident',
    async () => {
      const { page } = await open();
      const start = performance.now();
      await page.keyboard.press('i');
      await page.keyboard.press('Tab');
      const fields = page.locator('.call input.input');
      await fields.nth(0).fill('13900001111');
      await fields.nth(2).pressSequentially('滨江');
      await page.locator('.call [role=option]').first().waitFor({ timeout: SLOW_MS });
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('rqxl');
      await page.locator('.call [role=option]', { hasText: '燃气泄漏' }).first().waitFor({ timeout: SLOW_MS });
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('楼道有很浓的燃气味');
      await page.keyboard.press('Control+Enter');
      await page.locator('[data-chosen] h2', { hasText: '楼道有很浓的燃气味' }).waitFor({ timeout: SLOW_MS });
      expect(performance.now() - start).toBeLessThan(20_000);
      await page.context().close();
    },
    SLOW_MS * 2,
  );

  it(
    'in English every word of the desk and of a file is there',
    async () => {
      const { page, faults } = await open();
      await page.evaluate("localStorage.setItem('city.locale', 'en')");
      await page.reload();
      await page.locator('[data-chosen]').waitFor({ timeout: SLOW_MS });
      const missing = () =>
        page.evaluate<string[]>('document.body.innerText.match(/\\b(desk|incidents?|words)\\.[a-z]\\S+/g) ?? []');
      expect(await missing()).toEqual([]);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/i/**');
      await page.locator('.case h1').waitFor({ timeout: SLOW_MS });
      expect(await missing()).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS * 2,
  );
});
