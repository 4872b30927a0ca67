import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { bootApp, type TestApp } from '../support/app.js';
import { newPage, openBrowser } from '../support/browser.js';
import { makeSource, post, signIn } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';

const PASSWORD = 'keys-demo-2026';
const SLOW_MS = 60_000;
const LETTERS = '**/api/v1/intake/dead-letters?*';
/** Keys as browsers report them while an input method has them. */
const TAKEN = [{ isComposing: true }, { key: 'Process' }, { keyCode: 229 }];
const pressed = (init: object) =>
  `document.dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify({ code: 'KeyJ', key: 'j', bubbles: true, ...init })}))`;

requires('chromium', 'dashboard')('the feeds screen by its keys', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    app = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD } });
    const admin = await signIn(app.url, 'admin', PASSWORD);
    const key = await makeSource(admin, { id: 'first', streams: ['incident'] });
    await makeSource(admin, { id: 'second', streams: ['incident'] });
    await post(app.url, key, [{ id: 'k-1', stream: 'incident', type: 'incident.other', occurredAt: 'yesterday' }]);
    browser = await openBrowser();
    ({ page } = await newPage(browser));
    await page.goto(`${app.url}/sign-in?next=/feeds`);
    await page.locator('#username').fill('admin');
    await page.locator('#password').fill(PASSWORD);
    await page.getByRole('button', { name: /登录/ }).click();
    await page.locator('tr[data-feed=second]').waitFor({ timeout: SLOW_MS });
  }, SLOW_MS * 2);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  const chosen = () => page.locator('tr[data-selected]').getAttribute('data-feed', { timeout: SLOW_MS });

  it(
    'J moves down; while an input method composes it does nothing',
    async () => {
      await page.keyboard.press('KeyJ');
      expect(await chosen()).toBe('first');
      for (const init of TAKEN) await page.evaluate(pressed(init));
      expect(await chosen()).toBe('first');
      const find = page.getByRole('searchbox');
      await find.focus();
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Input.imeSetComposition', { text: 'ji', selectionStart: 2, selectionEnd: 2 });
      await page.keyboard.press('KeyJ');
      expect(await chosen()).toBe('first');
      await find.fill('');
      await find.blur();
      await page.evaluate(pressed({}));
      await eventually(chosen, (feed) => feed === 'second');
    },
    SLOW_MS,
  );

  it(
    'a panel that cannot be read again keeps what it holds, says why and since when, and reads again when asked',
    async () => {
      await page.evaluate(pressed({ code: 'KeyK' }));
      const raw = page.locator('mark', { hasText: 'yesterday' });
      await raw.waitFor({ timeout: SLOW_MS });
      await page.route(LETTERS, (route) => route.abort());
      await page.getByRole('button', { name: '全部来源' }).click();
      const said = page.getByRole('alert');
      await said
        .filter({ hasText: '连不上服务器' })
        .filter({ hasText: /\d\d:\d\d:\d\d 读到/ })
        .waitFor();
      expect(await raw.count()).toBe(1);
      await page.unroute(LETTERS);
      await said.getByRole('button').click();
      await said.waitFor({ state: 'detached', timeout: SLOW_MS });
    },
    SLOW_MS,
  );

  it(
    'a dead letter is replayed by R and discarded by X with a reason, and both are told',
    async () => {
      await page.evaluate(pressed({ code: 'KeyR' }));
      await page.getByText('0 条入库，1 条仍被拒收').waitFor({ timeout: SLOW_MS });
      await page.evaluate(pressed({ code: 'KeyX' }));
      const dialog = page.getByRole('dialog');
      const act = dialog.getByRole('button', { name: '作废', exact: true });
      expect(await act.isDisabled()).toBe(true);
      await dialog.getByRole('textbox').fill('来源已改正重发');
      await act.click();
      await page.getByText('没有待处理的死信。').waitFor({ timeout: SLOW_MS });
      await page.getByText('来源已改正重发').waitFor({ timeout: SLOW_MS });
      const rejected = page.locator('tr[data-feed=first] td[data-label=拒收] button');
      await rejected.click();
      await page.getByRole('dialog').locator('.slot .row').first().waitFor({ timeout: SLOW_MS });
      expect(await page.getByRole('dialog').locator('footer').textContent()).toContain('＝ 屏上 1');
    },
    SLOW_MS,
  );
});
