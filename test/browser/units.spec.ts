import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { LiveUnits } from '../../protocol/live/units.js';
import type { Rows } from '../../protocol/rows.js';
import { DispatchWatch } from '../../server/domain/dispatch/dispatch.watch.js';
import { bootApp, type TestApp } from '../support/app.js';
import { newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { signedIn } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';

const PASSWORD = 'demo-password-for-tests';
/** Longest that one thing on a page is waited for, on a busy machine. */
const WAIT_MS = 15_000;
const TEST_MS = 60_000;
const PHONE = { width: 390, height: 844 };

requires('chromium', 'dashboard')('units and those who keep them', () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, CITY_PROFILE: join('simulator', 'lanchuan') };
    [app, browser] = await Promise.all([
      bootApp({ env: { ...env, CITY_CLOCK: '2026-07-28T09:30:00+08:00@1' } }),
      openBrowser(),
    ]);
    await app.app.get(DispatchWatch).turn();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const openAs = async (username: string, path: string, size?: { width: number; height: number }) => {
    const watched = await newPage(browser, size);
    watched.page.setDefaultTimeout(WAIT_MS);
    const data = { username, password: PASSWORD };
    await watched.page.context().request.post(`${app.url}/api/v1/auth/login`, { data, headers: { origin: app.url } });
    await watched.page.goto(app.url + path);
    return watched;
  };
  const isSound = async (page: Page, faults: string[]) => {
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
    expect(faults).toEqual([]);
  };
  const rowsOf = (page: Page) => page.locator('tr[data-unit]').count();

  it(
    'shows every unit, counts that add up and open their rows, and is walked through by keys',
    async () => {
      const { page, faults } = await openAs('duty', '/units');
      await page.locator('tr[data-unit="ZF-01"]').waitFor();
      expect(await rowsOf(page)).toBe(71);
      const counts = await page.locator('.counts .one .figure').allInnerTexts();
      const [total, ...byStatus] = counts.map(Number);
      expect([total, byStatus.reduce((sum, n) => sum + n, 0)]).toEqual([71, 71]);
      await page.locator('.roster .posts li').first().waitFor();
      await isSound(page, faults);

      // A group's number opens its units, and nothing else.
      const group = page.locator('tbody[data-group-key="澜川燃气集团"] .group .figure');
      const query = await group.getAttribute('data-figure');
      const duty = await signedIn(app.url, 'duty', PASSWORD);
      const { body } = await duty.json<Rows>('GET', `/api/v1/rows?${query}`);
      expect([await group.innerText(), body.total]).toEqual(['3', 3]);

      await page.keyboard.press('/');
      await page.keyboard.type('xf');
      await eventually(
        () => rowsOf(page),
        (n) => n > 0 && n < 20,
      );
      expect(page.url()).toContain('q=xf');
      await page.keyboard.press('Enter');
      await page.keyboard.press('j');
      await page.locator('tr.chosen').waitFor();
      expect(page.url()).toMatch(/u=XF-/);
    },
    TEST_MS,
  );

  it(
    'moves the status of a unit where the role may, and shows it at once',
    async () => {
      const { page } = await openAs('duty', '/units?u=DL-1');
      await page.locator('[data-say="resting"]').click();
      await page.locator('tr[data-unit="DL-1"].resting').waitFor();
      const live = async () =>
        (await (await signedIn(app.url, 'duty', PASSWORD)).json<LiveUnits>('GET', '/api/v1/units-live')).body;
      expect((await live()).byStatus.resting).toBe(1);
      await page.goto(`${app.url}/units?u=DL-2`);
      await page.locator('tr.chosen').waitFor();
      expect(await page.locator('[data-say]').count()).toBe(0);
    },
    TEST_MS,
  );

  it(
    'lets the administrator register a unit, and tells each fault of a file',
    async () => {
      const { page, faults } = await openAs('admin', '/admin?tab=units');
      await page.locator('tr[data-unit="ZF-01"]').waitFor();
      await isSound(page, faults);
      await page.getByRole('button', { name: '登记力量' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('编号', { exact: true }).fill('NEW-1');
      await dialog.getByLabel('名称', { exact: true }).fill('测试抢修班');
      await dialog.getByLabel('单位', { exact: true }).fill('测试单位');
      expect(await seriousViolations(page)).toEqual([]);
      await dialog.getByRole('button', { name: '保存' }).click();
      await page.locator('tr[data-unit="NEW-1"]').waitFor();
      await page.getByRole('button', { name: '导入', exact: true }).click();
      await dialog
        .locator('textarea')
        .fill('id,name,type,organisation,district\nB-1,甲,army,乙,\nB-2,甲,fire,乙,990199\n');
      await dialog.getByRole('button', { name: '导入' }).click();
      await dialog.getByText('第 2 行 · type').waitFor();
      await dialog.locator('textarea').fill('id,name,type,organisation,district\nB-2,甲,fire,乙,990199\n');
      await dialog.getByRole('button', { name: '导入' }).click();
      await dialog.getByText('第 2 行 · district').waitFor();
      expect(await page.locator('tr[data-unit="B-2"]').count()).toBe(0);
    },
    TEST_MS,
  );

  it(
    'shows the gap that a cancelled shift leaves, and whose a grid is',
    async () => {
      const { page, faults } = await openAs('admin', '/admin?tab=roster');
      const row = page.locator('tr[data-post="duty-desk"]');
      await row.locator('.shift').nth(4).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: '取消班次' }).click();
      await page.getByRole('dialog').last().getByRole('button', { name: '取消班次' }).click();
      await row.locator('.gap:not(.over)').waitFor();
      await page.getByText('这一周有 1 处空岗').waitFor();
      await isSound(page, faults);
      await page.goto(`${app.url}/admin?tab=routing`);
      await page.locator('tr[data-area="990101006"]').getByText('ZF-01').first().waitFor();
      await isSound(page, faults);
    },
    TEST_MS,
  );

  it(
    'fits a phone',
    async () => {
      const { page, faults } = await openAs('duty', '/units?g=status', PHONE);
      await page.locator('tr[data-unit="ZF-01"]').waitFor();
      await isSound(page, faults);
      const admin = await openAs('admin', '/admin?tab=units', PHONE);
      await admin.page.locator('tr[data-unit="ZF-01"]').waitFor();
      await isSound(admin.page, admin.faults);
    },
    TEST_MS,
  );
});
