import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Assignment } from '../../protocol/dispatch.js';
import type { Incident } from '../../protocol/incident.js';
import { openBrowser } from '../support/browser.js';
import { openDesk, setDeskStage, type DeskStage } from '../support/desk-stage.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';

const SLOW_MS = 60_000;

requires('chromium', 'dashboard')('the acts of the desk beside its moves, in a browser', () => {
  let stage: DeskStage;
  let browser: Browser;
  let db: Client;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([setDeskStage(6), openBrowser()]);
    db = new Client(stage.databaseUrl);
    await db.connect();
  }, SLOW_MS * 2);
  afterAll(async () => {
    await db?.end();
    await browser?.close();
    await stage?.close();
  });

  const listed = async () =>
    ((await (await stage.duty.get('/api/v1/incidents?limit=50&sort=-openedAt')).json()) as { items: Incident[] }).items;
  /** Passes its review, however many steps that takes. */
  const review = async ({ id }: Incident): Promise<void> => {
    const { can } = (await (await stage.duty.get(`/api/v1/incidents/${id}`)).json()) as { can: string[] };
    const command = ['file', 'verify', 'accept'].find((c) => can.includes(c));
    if (!command) return;
    await stage.duty.send('POST', `/api/v1/incidents/${id}/moves`, { command });
    await review({ id } as Incident);
  };
  const give = async (incident: Incident, unit: string) => {
    await review(incident);
    const { version } = (await (await stage.duty.get(`/api/v1/incidents/${incident.id}`)).json()) as Incident;
    const body = { units: [unit], expectedVersion: version };
    const given = await stage.duty.send('POST', `/api/v1/incidents/${incident.id}/assignments`, body);
    expect([given.status, given.status === 201 || (await given.json())]).toEqual([201, true]);
  };
  /** The unit among those offered that is full soonest. */
  const smallest = async (offers: readonly Locator[]) => {
    const ids = await Promise.all(offers.map((offer) => offer.getAttribute('data-offer')));
    const { rows } = await db.query<{ id: string; capacity: number }>(
      'select id, capacity from unit where id = any ($1) order by capacity, id limit 1',
      [ids],
    );
    return rows[0] as { id: string; capacity: number };
  };
  /** An incident of the duty officer's district that may be dispatched, chosen at the desk. */
  const chosen = async (type: string): Promise<{ page: Page; faults: string[]; incident: Incident }> => {
    const incident = (await listed()).find((one) => one.type === type) as Incident;
    await review(incident);
    const { page, faults } = await openDesk(browser, stage, { path: `/desk?i=${incident.no}` });
    await page.locator(`[data-chosen="${incident.no}"] [data-act=grade]`).waitFor({ timeout: SLOW_MS });
    return { page, faults, incident };
  };
  const say = async (page: Page, words: string) => {
    await page.locator('[role=dialog] textarea').fill(words);
    await page.keyboard.press('Control+Enter');
  };
  const assignments = async (id: string) =>
    ((await (await stage.duty.get(`/api/v1/incidents/${id}/assignments`)).json()) as { assignments: Assignment[] })
      .assignments;

  it(
    '督办 says what it does, asks why, and is no longer offered; more time waits for somebody else',
    async () => {
      const { page, faults, incident } = await chosen('acc.infra.gas_leak');
      await page.keyboard.press('l');
      await page.locator('[role=dialog]', { hasText: '值班长督办' }).waitFor();
      await say(page, '领导关注');
      await page.locator('.tags b', { hasText: '督办' }).waitFor({ timeout: SLOW_MS });
      await page.locator('[data-act=supervise]').waitFor({ state: 'detached', timeout: SLOW_MS });
      await page.keyboard.press('t');
      await page.locator('[role=dialog] input[value="240"]').check();
      await say(page, '等材料');
      await page.locator('.tags b', { hasText: '延期待批' }).waitFor({ timeout: SLOW_MS });
      await page.locator('[data-act=extend]').waitFor({ state: 'detached', timeout: SLOW_MS });
      expect(await page.locator('[data-act=decide]').count()).toBe(0);
      const file = (await (await stage.duty.get(`/api/v1/incidents/${incident.id}`)).json()) as { extended: object[] };
      expect(file.extended).toMatchObject([{ minutes: 240, approved: null }]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS,
  );

  it(
    'an event level asks for reports: how long there is, a drafted text to look over, and that it was sent',
    async () => {
      const { page, faults, incident } = await chosen('acc.infra.drainage');
      await page.locator('[data-act=grade]').click();
      await page.locator('[role=dialog] input[name=level]').nth(3).check();
      await say(page, '火势扩大');
      await page.locator('.tags .level', { hasText: 'Ⅱ' }).waitFor({ timeout: SLOW_MS });
      const reports = page.locator('[data-report=pending]');
      await reports.first().waitFor({ timeout: SLOW_MS });
      await page.locator('[data-report-due]', { hasText: incident.no.slice(-4) }).waitFor({ timeout: SLOW_MS });
      await reports.first().locator('[data-act=report]').click();
      const text = page.locator('#report-text textarea');
      await eventually(
        () => text.inputValue(),
        (draft) => draft.length > 20,
        SLOW_MS,
      );
      await text.fill(`${await text.inputValue()}\n已疏散群众。`);
      await page.keyboard.press('Control+Enter');
      await page.locator('[data-report=submitted]').waitFor({ timeout: SLOW_MS });
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS,
  );

  it(
    'F opens the three nearest cameras; a tick of the checklist says who and when, at the desk and in the file',
    async () => {
      const { page, faults, incident } = await chosen('acc.equip.elevator');
      await page.keyboard.press('f');
      await eventually(
        () => page.locator('[data-camera]').count(),
        (n) => n === 3,
        SLOW_MS,
      );
      await page.keyboard.press('Escape');
      await page.locator('[data-tick=people]').check();
      await page.locator('li.done small', { hasText: /\d\d:\d\d/ }).waitFor({ timeout: SLOW_MS });
      await page.goto(`${stage.service.url}/i/${incident.no}`);
      await page.locator('[data-tick=people]:checked').waitFor({ timeout: SLOW_MS });
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS,
  );

  it(
    'a unit that is full is shown as it stands and goes only with a reason, marked as an override',
    async () => {
      const { page, faults, incident } = await chosen('acc.equip.elevator');
      await page.locator('[data-offer]').first().waitFor({ timeout: SLOW_MS });
      const unit = await smallest(await page.locator('[data-offer]:not(.unable)').all());
      // Somebody else fills it between the look and the key.
      const others = (await listed()).filter((one) => !one.type.startsWith('acc.'));
      for (const other of others.slice(0, unit.capacity)) await give(other, unit.id);
      await page.locator(`[data-offer="${unit.id}"] button`).click();
      await page.locator(`[data-standing="${unit.id}"] .full`).waitFor({ timeout: SLOW_MS });
      expect(await assignments(incident.id)).toEqual([]);
      await say(page, '附近没有别的力量');
      await eventually(
        () => assignments(incident.id),
        (given) => given.length === 1,
        SLOW_MS,
      );
      expect(await assignments(incident.id)).toMatchObject([
        { unit: unit.id, override: true, reason: '附近没有别的力量' },
      ]);
      await page.locator('[data-assignment] [data-act=withdraw]').click();
      await say(page, '派错了');
      await eventually(
        () => assignments(incident.id),
        ([given]) => given?.state === 'withdrawn',
        SLOW_MS,
      );
      // The refusal of the first try is the browser's own line of the conflict, no fault of the page.
      expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
      await page.context().close();
    },
    SLOW_MS,
  );

  it(
    'a notice that was not delivered stands in red and is sent again by one key',
    async () => {
      const { page, incident } = await chosen('acc.infra.drainage');
      await page.locator('[data-offer]').first().waitFor({ timeout: SLOW_MS });
      await page.keyboard.press('d');
      await page.keyboard.press('Enter');
      const failed = async () =>
        (
          await db.query(
            `update notice set state = 'failed', failed_at = city_now(), next_at = null, error = 'sms/rejected' where id in
             (select id from notice where incident = $1 and state in ('sent', 'delivered') limit 1)`,
            [incident.id],
          )
        ).rowCount;
      await eventually(failed, (n) => n === 1, SLOW_MS);
      await page.locator('[data-notice=failed] [data-act=retry]').waitFor({ timeout: SLOW_MS });
      await page.keyboard.press('z');
      await page.locator('[data-notice=failed]').waitFor({ state: 'detached', timeout: SLOW_MS });
      const { rows } = await db.query<{ n: number }>(
        "select count(*)::int as n from journal_entry where type = 'notice.retried' and fact ->> 'incident' = $1",
        [incident.id],
      );
      expect(rows[0]?.n).toBe(1);
      await page.context().close();
    },
    SLOW_MS,
  );
});
