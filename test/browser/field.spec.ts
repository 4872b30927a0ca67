import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { bootField, type FieldStage } from '../support/field.js';
import { photoOf } from '../support/photos.js';
import { requires } from '../support/requires.js';

requires('chromium', 'dashboard')('the field page on a phone', () => {
  let stage: FieldStage;
  let browser: Browser;
  let page: Page;
  let context: BrowserContext;
  let faults: string[];

  beforeAll(async () => {
    stage = await bootField();
    browser = await openBrowser(['--ignore-certificate-errors']);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });
  beforeEach(async () => {
    ({ page, context, faults } = await stage.phone(browser));
  });
  afterEach(async () => {
    await context.close();
    expect(faults).toEqual([]);
  });

  /** Opens the page at a task and waits until it would start without a network. */
  const openAt = async (no: string, tab = 'checks') => {
    await page.goto(`${stage.phoneUrl}/field?tab=${tab}&task=${no}`);
    await page.getByText(no.split('-').at(-1) as string, { exact: true }).waitFor();
    await eventually(() => page.evaluate('navigator.serviceWorker.controller !== null'), Boolean, 20_000);
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const shoot = async (side: '整改前' | '整改后', shade: number) => {
    const photo = { name: 'x.jpg', mimeType: 'image/jpeg', buffer: await photoOf({ shade }) };
    await page.locator('figure', { hasText: side }).locator('input[type=file]').setInputFiles(photo);
  };
  const waiting = async () => {
    const text = await page.getByRole('navigation').getByRole('button').nth(2).innerText();
    return Number(/\d+/.exec(text)?.[0] ?? 0);
  };
  const untilWaiting = (n: number) => eventually(waiting, (now) => now === n, 20_000);

  it('does a task without a network, survives a reload, and sends everything once and in order', async () => {
    const { incident, assignment } = await stage.give('camera');
    await openAt(incident.no);
    expect(await page.getByText('辽宁路 12 号店外经营').count()).toBe(1);
    await stage.cable.cut();
    await page.getByText(/^离线/).waitFor();
    await press('签收');
    await press('到场');
    expect(await page.getByRole('button', { name: '合格，申请销号' }).isDisabled()).toBe(true);
    await shoot('整改前', 11);
    await shoot('整改后', 12);
    await press('合格，申请销号');
    await press('已当场整改');
    await press('提交');
    await untilWaiting(6);

    await page.reload();
    await untilWaiting(6);
    expect(await page.getByText('没有网络：标题、地址和详情不存在手机里').count()).toBe(1);
    expect(await page.locator('figure mark', { hasText: '未发送' }).count()).toBe(2);

    await stage.cable.mend();
    await untilWaiting(0);
    const done = [
      ...['dispatch.accepted', 'incident.moved', 'dispatch.arrived', 'incident.moved', 'attachment', 'attachment'],
      ...['comment', 'dispatch.handled', 'incident.moved'],
    ];
    const facts = (await stage.facts(incident.id)).slice(-done.length);
    expect(facts.toSorted()).toEqual(done.toSorted());
    expect(facts.indexOf('attachment')).toBeGreaterThan(facts.indexOf('dispatch.arrived'));
    expect(facts.indexOf('dispatch.handled')).toBeGreaterThan(facts.indexOf('comment'));
    const file = await stage.file(incident.id);
    expect(file).toMatchObject({ state: 'rectified', attachments: [{ kind: 'before' }, { kind: 'after' }] });
    expect(file.course.find((line) => line.what === 'comment')?.note).toBe('复查结论：合格：已当场整改');
    const { rows } = await stage.db.query('select state from assignment where id = $1', [assignment.id]);
    expect(rows).toEqual([{ state: 'handled' }]);
  });

  it('whose answers are lost says everything again, and the centre does it once', async () => {
    const { incident } = await stage.give('grid');
    await openAt(incident.no, 'orders');
    stage.cable.deafen();
    await press('签收');
    await shoot('整改前', 21);
    await eventually(
      () => stage.facts(incident.id),
      (facts) => facts.includes('dispatch.accepted'),
      10_000,
    );
    expect(await waiting()).toBe(2);
    await stage.cable.mend();
    await untilWaiting(0);
    const facts = await stage.facts(incident.id);
    expect(facts.filter((f) => f === 'dispatch.accepted' || f === 'attachment')).toEqual([
      'dispatch.accepted',
      'attachment',
    ]);
    const { rows } = await stage.db.query(
      'select count(*)::int as n from file f join incident_attachment t on t.file = f.id where t.incident = $1',
      [incident.id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('shows what the centre refuses, holds back only that task, and goes on with the others', async () => {
    const [gone, other] = [await stage.give('camera'), await stage.give('grid')];
    await openAt(gone.incident.no);
    await stage.cable.cut();
    await press('签收');
    await page.getByRole('tab', { name: /代办工单/ }).click();
    await page.goto(`${stage.phoneUrl}/field?tab=orders&task=${other.incident.no}`);
    await press('签收');
    await untilWaiting(2);
    await (
      await stage.as('duty')
    ).json('POST', `/api/v1/assignments/${gone.assignment.id}/withdraw`, { reason: '改派别的队' });
    await stage.cable.mend();
    await page.getByText('中心退回 1 件').waitFor();
    await untilWaiting(1);
    expect(await stage.facts(other.incident.id)).toContain('dispatch.accepted');
    await press('查看');
    await press('放弃');
    await page.getByRole('dialog').getByRole('button', { name: '放弃' }).click();
    await untilWaiting(0);
    expect(await stage.facts(gone.incident.id)).not.toContain('dispatch.accepted');
  });

  it('keeps scripts and styles for the next start and not one answer of the service', async () => {
    const { incident } = await stage.give('camera');
    await openAt(incident.no);
    await shoot('整改前', 31);
    await untilWaiting(0);
    await page.reload();
    const kept = await page.evaluate<string[]>(`(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((r) => new URL(r.url).pathname)));
      return all.flat();
    })()`);
    expect(kept).toContain('/field');
    expect(kept.filter((path) => path !== '/field' && !path.startsWith('/assets/'))).toEqual([]);
    const stored = await page.evaluate<string>(`new Promise((resolve) => {
      indexedDB.open('city-field').onsuccess = ({ target }) => {
        target.result.transaction('kept').objectStore('kept').getAll().onsuccess = (got) => resolve(JSON.stringify(got.target.result));
      };
    })`);
    expect(stored).toContain(incident.no);
    expect(stored).not.toContain('辽宁路 12 号');
  });

  it('shares the position only after consent', async () => {
    const position = async () =>
      (await stage.db.query<{ lon: number | null }>("select lon from unit_state where unit = 'A'")).rows[0]?.lon;
    const { incident } = await stage.give('camera');
    await openAt(incident.no);
    expect(await position()).toBeNull();
    await press('位置');
    await page.getByRole('switch', { name: '同意共享本队位置' }).check();
    await eventually(position, (lon) => lon === 120.0501, 10_000);
    await page.getByText(/已发给中心/).waitFor();
  });

  it.each(['light', 'dark'] as const)('fits, can be read and tapped with a thumb (%s)', async (tone) => {
    const { incident } = await stage.give('camera', { priority: 2 });
    await stage.give('grid');
    await openAt(incident.no);
    if (tone === 'dark') await press('暗色');
    for (const view of ['位置', '待发', '任务']) {
      await page.getByRole('navigation').getByRole('button', { name: view }).click();
      expect(await overflowX(page)).toBeLessThanOrEqual(0);
      expect(await seriousViolations(page)).toEqual([]);
    }
    const small = await page.evaluate<string[]>(`[...document.querySelectorAll('button, label, a')]
      .filter((e) => e.offsetParent && !e.matches('figure > a')).map((e) => [e.innerText, e.getBoundingClientRect()])
      .filter(([, box]) => box.height < 44 || box.width < 44).map(([text, box]) => text + ' ' + box.width + 'x' + box.height)`);
    expect(small).toEqual([]);
  });
});
