import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { shortNo } from '../../dashboard/src/incidents/limit.rules.js';
import type { Incident } from '../../protocol/incident.js';
import { newPage, openBrowser, overflowX, seriousViolations } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { bootField, type FieldStage } from '../support/field.js';
import { PASSWORD } from '../support/incidents.js';
import { photoOf, sendPhoto } from '../support/photos.js';
import { requires } from '../support/requires.js';

requires('chromium', 'dashboard')('re-inspection at the desk', () => {
  let stage: FieldStage;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let shade = 100;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([bootField(), openBrowser()]);
    ({ page, faults } = await newPage(browser));
    await signIn();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  const signIn = async () => {
    const data = { username: 'duty', password: PASSWORD };
    await page.context().request.post(`${stage.url}/api/v1/auth/login`, { data, headers: { origin: stage.url } });
  };
  /** A street order that the officer has reported, with a photo of each side. */
  const reported = async (): Promise<Incident> => {
    const { incident, assignment } = await stage.give('camera');
    const officer = await stage.as('officer');
    const act = (path: string, body: object) => officer.json('POST', `/api/v1/${path}`, body);
    for (const command of ['accept', 'arrive']) await act(`assignments/${assignment.id}/${command}`, {});
    for (const kind of ['before', 'after']) {
      const sent = await sendPhoto(officer, await photoOf({ shade: (shade += 5) }), { query: '?lon=120.05&lat=38.75' });
      await act(`incidents/${incident.id}/attachments`, { file: ((await sent.json()) as { id: string }).id, kind });
    }
    expect(await act(`assignments/${assignment.id}/handle`, {})).toMatchObject({ status: 200 });
    return incident;
  };
  const outcomeOf = async (id: string) => {
    const { state, outcome } = await stage.file(id);
    return `${state} ${outcome}`;
  };

  it('shows both sides, passes one and sends the other back, by keys alone', async () => {
    const [first, second] = [await reported(), await reported()];
    await page.goto(`${stage.url}/recheck?i=${first.no}`);
    const whole = `[...document.querySelectorAll('figure .large img')].filter((img) => img.naturalWidth === 1200).length`;
    await eventually(
      () => page.evaluate<number>(whole),
      (n) => n === 2,
      10_000,
    );
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('p');
    await eventually(
      () => outcomeOf(first.id),
      (now) => now === 'closed exempt',
      10_000,
    );
    await page.getByText(/已转为/).waitFor();

    await page.goto(`${stage.url}/recheck?i=${second.no}`);
    await page.getByRole('button', { name: /未整改/ }).waitFor();
    await page.keyboard.press('r');
    await page.getByRole('dialog').locator('textarea').fill('货架还在人行道上');
    await page.getByRole('dialog').getByRole('button', { name: '未整改' }).click();
    await eventually(
      () => outcomeOf(second.id),
      (now) => now === 'dispatched null',
      10_000,
    );
    const rework = (await stage.file(second.id)).course.find((line) => line.what === 'rework');
    expect(rework?.note).toBe('货架还在人行道上');
    expect(faults).toEqual([]);
  });

  const closeElsewhere = async ({ id }: Incident) => {
    const other = await stage.as('duty');
    const closed = await other.json('POST', `/api/v1/incidents/${id}/moves`, { command: 'close', outcome: 'note' });
    expect(closed).toMatchObject({ status: 200 });
  };

  it('says what is true when another desk was faster, and lets no key slip to the next one', async () => {
    const [taken, next] = [await reported(), await reported()];
    await page.goto(`${stage.url}/recheck?i=${taken.no}`);
    await page.getByRole('button', { name: /首违免罚/ }).waitFor();
    await closeElsewhere(taken);
    await page.keyboard.press('p');
    await page.getByRole('alert').waitFor();
    await page.getByRole('navigation', { name: '复查' }).getByText('待核查 1 件').waitFor();
    await page.getByRole('alert').waitFor();
    await page.keyboard.press('p');
    await page.keyboard.press('1');
    await page.getByText(shortNo(taken.no)).first().waitFor();
    expect(await outcomeOf(taken.id)).toBe('closed note');
    expect(await outcomeOf(next.id)).toBe('rectified null');
    await page.keyboard.press('j');
    await page.getByRole('button', { name: /首违免罚/ }).waitFor();
    await page.keyboard.press('p');
    await page
      .getByRole('status')
      .getByText(/已转为/)
      .waitFor();
    expect(await outcomeOf(next.id)).toBe('closed exempt');
  });

  it('keeps what is looked at when the list is read again without it', async () => {
    const [taken] = [await reported(), await reported()];
    await page.goto(`${stage.url}/recheck?i=${taken.no}`);
    await page.getByRole('button', { name: /首违免罚/ }).waitFor();
    await closeElsewhere(taken);
    await page
      .getByRole('alert')
      .getByText(/已由他人处理/)
      .waitFor({ timeout: 15_000 });
    expect(await page.getByRole('button', { name: /首违免罚/ }).count()).toBe(0);
  });

  it('lists what the account may give a verdict on, and nothing of other districts', async () => {
    const mine = await reported();
    const listed = page.getByRole('navigation', { name: '复查' }).getByText(shortNo(mine.no));
    await page.goto(`${stage.url}/recheck`);
    await listed.waitFor();
    // Districts of the tests' city are held in memory only, where accounts are not checked against them.
    await stage.db.query("update account set districts = '{990102}' where username = 'duty'");
    await signIn();
    await page.reload();
    await page.getByText('没有待核查的事件').waitFor();
    expect(await listed.count()).toBe(0);
  });
});
