import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { bootApp, type TestApp } from '../support/app.js';
import { newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { requires } from '../support/requires.js';

const PASSWORD = 'lanchuan-demo-2026';
const PHONE = { width: 390, height: 844 };

requires('chromium', 'dashboard')('sign-in, feeds and administration in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let accounts = 0;
  beforeAll(async () => {
    app = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD } });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const open = async (path: string, size?: { width: number; height: number }) => {
    const watched = await newPage(browser, size);
    await watched.page.goto(app.url + path);
    return watched;
  };
  const signIn = async (page: Page, username: string, password = PASSWORD) => {
    await page.locator('#username').fill(username);
    await page.locator('#password').fill(password);
    await page.getByRole('button', { name: /登录/ }).click();
  };
  const signedIn = async (username: string, path: string, size?: { width: number; height: number }) => {
    const watched = await open(`/sign-in?next=${encodeURIComponent(path)}`, size);
    await signIn(watched.page, username);
    await watched.page.waitForURL((url) => url.pathname === path.split('?')[0], {
      waitUntil: 'commit',
      timeout: 60_000,
    });
    return watched;
  };

  it('a wrong password is refused in one line that does not say what was wrong; the right one goes on', async () => {
    const { page, faults } = await open('/sign-in?next=/feeds');
    await signIn(page, 'operator', 'nonsense');
    await page.getByText('账号或口令不对').waitFor();
    await signIn(page, 'operator');
    await page.waitForURL('**/feeds');
    expect(faults).toEqual([]);
  }, 60_000);

  it('a late answer does not take the focus from the password that is being typed', async () => {
    const { page } = await newPage(browser);
    let answer: () => void = () => undefined;
    const held = new Promise<void>((go) => (answer = go));
    await page.route('**/api/v1/auth/me', async (route) => held.then(() => route.continue()));
    const me = page.waitForResponse('**/api/v1/auth/me');
    await page.goto(`${app.url}/sign-in`);
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('username');
    await page.locator('#password').pressSequentially('half');
    answer();
    await (await me).finished();
    await page.getByText('演示账号').waitFor();
    await page.keyboard.type('-typed');
    expect(await page.locator('#password').inputValue()).toBe('half-typed');
    expect(await page.locator('#username').inputValue()).toBe('');
  }, 60_000);

  it('a demo button signs in and goes to the home of its role', async () => {
    const { page } = await open('/sign-in');
    await page.getByRole('button', { name: /赵岚/ }).click();
    await page.waitForURL('**/admin');
    await page.getByRole('tab', { name: '来源与密钥' }).waitFor();
  }, 60_000);

  it('who may not administer is not offered the administration and is sent away from it', async () => {
    const { page } = await signedIn('operator', '/feeds');
    expect(await page.getByRole('link', { name: '管理', exact: true }).count()).toBe(0);
    await page.goto(`${app.url}/admin`);
    await page.waitForURL('**/wall');
  }, 60_000);

  it('a new source with its key sends; what is taken and what is rejected stand on the feeds screen', async () => {
    const { page, faults } = await signedIn('admin', '/admin?tab=sources');
    await page.getByRole('button', { name: '登记来源' }).click();
    await page.getByLabel(/^编号/).fill('browser-test');
    await page.getByLabel('名称', { exact: true }).fill('浏览器试验');
    await page.getByRole('button', { name: '保存' }).click();
    const row = page.locator('tr[data-source="browser-test"]');
    await row.getByRole('button', { name: '新建密钥' }).click();
    const key = await page.getByRole('textbox', { name: '浏览器试验 的新密钥' }).inputValue();
    expect(key).toMatch(/^cb_\w+_/);

    const occurredAt = new Date().toISOString();
    const answer = await fetch(`${app.url}/api/v1/intake/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify([
        { id: 'b-1', stream: 'incident', type: 'incident.other', occurredAt },
        { id: 'b-2', stream: 'incident', type: 'incident.other', occurredAt: 'yesterday' },
      ]),
    });
    expect(await answer.json()).toMatchObject({ accepted: 1, rejected: [{ id: 'b-2', pointer: '/occurredAt' }] });

    await page.goto(`${app.url}/feeds`);
    const feed = page.locator('tr[data-feed="browser-test"]');
    await feed.locator('td[data-label="今日"]', { hasText: '1' }).waitFor();
    await feed.locator('td[data-label="死信"]', { hasText: '1' }).waitFor();
    await feed.getByRole('button', { name: '浏览器试验', exact: true }).click();
    await page.locator('mark', { hasText: 'yesterday' }).waitFor();
    await page.getByRole('button', { name: /^重放 R/ }).click();
    await page.getByText('0 条入库，1 条仍被拒收').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 180_000);

  it('a new account must replace the password that was shown once', async () => {
    const { page } = await signedIn('admin', '/admin');
    await page.getByRole('button', { name: '新建账号' }).click();
    const name = `li.ming${++accounts}`;
    await page.getByLabel(/^账号/).last().fill(name);
    await page.getByLabel('姓名').last().fill('李明');
    await page.getByRole('button', { name: '保存' }).click();
    const once = await page.getByRole('textbox', { name: `${name} 的一次性口令` }).inputValue();

    const own = await open('/sign-in');
    await signIn(own.page, name, once);
    await own.page.locator('#next').fill('correct-lantern-97');
    await own.page.locator('#again').fill('correct-lantern-97');
    await own.page.getByRole('button', { name: '换口令并进入' }).click();
    await own.page.waitForURL('**/wall');
  }, 180_000);

  it('a display link opens the wall without sign-in until it is revoked', async () => {
    const { page } = await signedIn('admin', '/admin?tab=links');
    await page.locator('form.bar input').fill('前厅');
    await page.getByRole('button', { name: '新建大屏链接' }).click();
    const link = await page.getByRole('dialog').getByRole('textbox').inputValue();
    await page.getByRole('button', { name: '已经记下' }).click();
    const wall = await newPage(browser);
    await wall.page.goto(link);
    await wall.page.locator('[data-intake=today]').waitFor();
    await page.getByRole('row', { name: '前厅' }).getByRole('button', { name: '撤销' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
    await page.getByRole('row', { name: '前厅' }).waitFor({ state: 'detached' });
    await wall.page.reload();
    await wall.page.waitForURL('**/signin**');
  }, 90_000);

  it.each([
    ['/sign-in', null],
    ['/feeds', 'admin'],
    ['/admin', 'admin'],
    ['/admin?tab=roles', 'admin'],
    ['/admin?tab=sources', 'admin'],
  ])(
    '%s fits a desk and a phone, is accessible and breaks no policy',
    async (path, who) => {
      for (const size of [undefined, PHONE]) {
        const { page, faults } = who === null ? await open(path, size) : await signedIn(who, path, size);
        await page.locator('h1').first().waitFor();
        await page.evaluate('document.fonts.ready.then(() => true)');
        expect(await overflowX(page)).toBeLessThanOrEqual(0);
        expect(await seriousViolations(page)).toEqual([]);
        expect(faults).toEqual([]);
        await page.context().close();
      }
    },
    90_000,
  );
});
