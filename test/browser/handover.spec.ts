import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Procedures } from '../../protocol/procedure.js';
import type { Rows } from '../../protocol/rows.js';
import { newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { bootIncidents, PASSWORD, type IncidentApp } from '../support/incidents.js';
import { requires } from '../support/requires.js';

requires('chromium', 'dashboard')('handing over, and the rules of the administration', () => {
  let app: IncidentApp;
  let browser: Browser;
  const faults: string[][] = [];

  beforeAll(async () => {
    [app, browser] = await Promise.all([bootIncidents(), openBrowser()]);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  /** A page of its own for one person. */
  const pageOf = async (username: string, path: string, size?: { width: number; height: number }): Promise<Page> => {
    const watched = await newPage(browser, size);
    faults.push(watched.faults);
    const data = { username, password: PASSWORD };
    await watched.page.context().request.post(`${app.url}/api/v1/auth/login`, { data, headers: { origin: app.url } });
    await watched.page.goto(app.url + path);
    return watched.page;
  };
  const looked = async (page: Page) => {
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
  };

  it('one hands over and another accepts by name; each number opens its rows', async () => {
    const grave = await app.open('grid', { type: 'acc.infra.gas_leak', priority: 1, title: '燃气泄漏，居民闻到异味' });
    await app.open('grid', {});
    const outgoing = await pageOf('operator', '/handover');
    await outgoing.getByRole('button', { name: '起草本班交接' }).click();
    await outgoing.getByRole('link', { name: grave.no }).waitFor();
    await looked(outgoing);

    const shown = outgoing.getByRole('button', { name: /^在办合计/ });
    const total = Number(await shown.innerText());
    await shown.click();
    const sheet = new URL(outgoing.url()).searchParams.get('rows') ?? '';
    const rows = await (await app.as('operator')).json<Rows>('GET', `/api/v1/rows?${sheet}`);
    expect([total, rows.body.total]).toEqual([2, 2]);
    await outgoing.keyboard.press('Escape');

    await outgoing.getByLabel('要点', { exact: true }).fill('燃气公司 13987654321 已到场');
    await outgoing.getByRole('heading', { level: 2 }).first().click();
    await outgoing.keyboard.press('g');
    await outgoing.getByRole('dialog').getByRole('button', { name: '交班' }).click();
    await outgoing.getByRole('button', { name: '收回' }).waitFor();

    const incoming = await pageOf('duty', '/handover', { width: 390, height: 844 });
    await incoming.getByText('燃气公司 13987654321 已到场').waitFor();
    await looked(incoming);
    await incoming.getByRole('button', { name: '接班', exact: true }).click();
    const accept = incoming.getByRole('dialog').getByRole('button', { name: '接班' });
    expect(await accept.isDisabled()).toBe(true);
    await incoming.getByLabel(`知悉 ${grave.no}`).check();
    await accept.click();
    await incoming.getByText(`接班人逐件确认知悉：${grave.no}`).waitFor();
    expect(await incoming.getByRole('button', { name: '收回' }).count()).toBe(0);
    await outgoing.getByText(/接班\s*陈立/).waitFor();
  }, 40_000);

  it('the rules are shown, changed ahead and refused with the place of the fault', async () => {
    const admin = await pageOf('admin', '/admin?tab=procedures');
    const { procedures } = (await (await app.as('admin')).json<Procedures>('GET', '/api/v1/procedures')).body;
    const old = procedures.findLast((p) => p.id === 'street-order');
    await admin.locator('[data-version^="street-order"]').getByRole('button', { name: '查看' }).click();
    await admin.getByRole('dialog').getByText('挂账').first().waitFor();
    await looked(admin);
    await admin.keyboard.press('Escape');
    await admin.getByRole('button', { name: '导入新版本' }).click();
    const dialog = admin.getByRole('dialog');
    const next = { ...old, version: (old?.version ?? 0) + 1 };
    await dialog.getByLabel('JSON').fill(JSON.stringify({ ...next, initial: 'nowhere' }));
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('/initial').waitFor();
    await dialog.getByLabel('JSON').fill(JSON.stringify(next));
    await dialog.getByRole('button', { name: '保存' }).click();
    await admin.locator(`[data-version="street-order ${next.version}"]`).getByRole('button', { name: '启用' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: '启用' }).click();
    await admin.locator(`[data-version="street-order ${next.version}"]`).getByText('现行').waitFor();

    await admin.getByRole('tab', { name: '时限' }).click();
    await admin.getByRole('button', { name: '导入 CSV' }).click();
    const csv = 'id,name,calendar,amount,unit,effectiveFrom,source\nown.x,测试,natural,3,hour,2020-01-01,市令';
    await dialog.getByLabel('CSV').fill(csv);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('第 2 行 effectiveFrom').waitFor();
    await dialog.getByLabel('CSV').fill(csv.replace('2020', '2099'));
    await dialog.getByRole('button', { name: '保存' }).click();
    await admin.locator('[data-limit="own.x"]').getByText('未到期').waitFor();

    await admin.getByRole('tab', { name: '通知文字' }).click();
    await admin.locator('[data-text="roster-gap"]').getByRole('button', { name: '修改' }).click();
    await dialog.getByLabel('中文').fill('空岗 {post} {phone}');
    await dialog.getByText('/zh').waitFor();
    await dialog.getByLabel('中文').fill('空岗 {post}');
    await dialog.getByText('空岗 值班席', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: '保存' }).click();
    await admin.locator('[data-text="roster-gap"]').getByText('空岗 {post}').waitFor();

    await admin.getByRole('tab', { name: '接收方' }).click();
    await admin.getByRole('button', { name: '登记接收方' }).click();
    await dialog.getByLabel('名称').fill('区平台');
    await dialog.getByLabel('Webhook').check();
    await dialog.getByLabel('号码、邮箱或网址').fill('https://city.example/hook');
    await dialog.getByLabel('空岗通知').check();
    await dialog.getByRole('button', { name: '保存' }).click();
    await admin.getByText('只显示这一次。交给对方用来核对签名。').waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: '已经记下' }).click();
    await admin.locator('[data-receiver="区平台"]').getByText('已签名').waitFor();
  }, 40_000);

  it('filing conditions, checklists, grading rules and shifts are changed by whoever keeps the rules', async () => {
    const admin = await pageOf('admin', '/admin?tab=filings');
    const dialog = admin.getByRole('dialog');
    const save = () => dialog.getByRole('button', { name: '保存' }).click();
    await admin.getByRole('button', { name: '新增条件' }).click();
    await dialog.getByLabel('类别').selectOption('env.exposed_garbage');
    await dialog.getByLabel('名称（中文）').fill('超过半方');
    await dialog.getByLabel('名称（英文）').fill('More than half a cubic metre');
    await dialog.getByLabel('从哪天起').fill('2020-01-01');
    await dialog.getByLabel('依据').fill('市令 12 号');
    await dialog.getByLabel('编号').fill('own.half');
    await save();
    await dialog.getByText('须从明天或以后起').waitFor();
    await dialog.getByLabel('从哪天起').fill('2099-01-01');
    await save();
    await admin.locator('[data-filing="env.exposed_garbage own.half"]').getByText('未到期').waitFor();
    await looked(admin);

    await admin.getByRole('tab', { name: '清单' }).click();
    const gas = admin.locator('[data-checklist="gas"]');
    await gas.getByRole('button', { name: '修改' }).click();
    await dialog.getByRole('button', { name: '加一项' }).click();
    await dialog.getByLabel('中文').last().fill('核对表后阀');
    await dialog.getByLabel('英文').last().fill('Check the valve behind the meter');
    await looked(admin);
    await save();
    await gas.getByText('第 2 版').waitFor();
    await gas.getByText('核对表后阀').waitFor();

    await admin.getByRole('tab', { name: '分级规则' }).click();
    await admin.getByRole('button', { name: '新增规则' }).click();
    await dialog.getByLabel('黄级最低分').fill('70');
    await dialog.getByLabel('从哪天起').fill('2099-01-01');
    await dialog.getByLabel('依据').fill('市令 13 号');
    await save();
    await dialog.getByText('红级最低分要高于黄级。').waitFor();
    await dialog.getByLabel('黄级最低分').fill('40');
    await save();
    await admin.locator('[data-grade-rule="2"]').getByText('未到期').waitFor();
    await admin.locator('[data-grade-rule="2"]').getByRole('button', { name: '撤回' }).click();
    await dialog.getByRole('button', { name: '撤回' }).click();
    await admin.locator('[data-grade-rule="2"]').getByText('已撤回').waitFor();

    await admin.getByRole('tab', { name: '班次' }).click();
    await admin.getByRole('button', { name: '修改班次' }).click();
    await dialog.getByLabel('名称（中文）').first().fill('早班');
    await looked(admin);
    await save();
    await admin.getByRole('rowheader', { name: /早班/ }).waitFor();
    await admin.getByRole('heading', { name: '历次班次' }).waitFor();
  }, 40_000);

  it('all tabs fit a phone and have no serious fault of accessibility', async () => {
    const phone = await pageOf('admin', '/admin', { width: 390, height: 844 });
    const rules = ['filings', 'checklists', 'grades', 'shifts'];
    for (const tab of ['procedures', 'limits', 'reports', 'permits', 'texts', 'receivers', ...rules]) {
      await phone.goto(`${app.url}/admin?tab=${tab}`);
      await phone.locator('.admin table, .admin .empty').first().waitFor();
      await looked(phone);
    }
    expect(faults.flat()).toEqual([]);
  }, 40_000);
});
