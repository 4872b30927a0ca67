import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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
    const data = { username: 'duty', password: PASSWORD };
    await page.context().request.post(`${stage.url}/api/v1/auth/login`, { data, headers: { origin: stage.url } });
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

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

  it('says what is true when another desk was faster', async () => {
    const incident = await reported();
    await page.goto(`${stage.url}/recheck?i=${incident.no}`);
    await page.getByRole('button', { name: /首违免罚/ }).waitFor();
    await (
      await stage.as('duty')
    ).json('POST', `/api/v1/incidents/${incident.id}/moves`, { command: 'close', outcome: 'note' });
    await page.keyboard.press('p');
    await page.getByRole('alert').waitFor();
    expect(await outcomeOf(incident.id)).toBe('closed note');
  });
});
