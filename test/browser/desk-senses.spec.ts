import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Incident } from '../../protocol/incident.js';
import { openBrowser } from '../support/browser.js';
import { openDesk, setDeskStage, type DeskStage } from '../support/desk-stage.js';
import { photoOf, sendPhoto } from '../support/photos.js';
import { requires } from '../support/requires.js';

const SLOW_MS = 60_000;

requires('chromium', 'dashboard')('what the desk shows large and lets hear, in a browser', () => {
  let stage: DeskStage;
  let browser: Browser;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([setDeskStage(2), openBrowser()]);
  }, SLOW_MS * 2);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  it(
    'photos open large, before against after, nearer and farther by keys',
    async () => {
      const listed = await (await stage.duty.get('/api/v1/incidents?limit=1')).json();
      const { id, no } = (listed as { items: Incident[] }).items[0] as Incident;
      for (const [shade, kind] of ['before', 'after'].entries()) {
        const sent = await sendPhoto(stage.duty, await photoOf({ shade }));
        const { id: file } = (await sent.json()) as { id: string };
        await stage.duty.send('POST', `/api/v1/incidents/${id}/attachments`, { file, kind });
      }
      const { page, faults } = await openDesk(browser, stage, { path: `/desk?i=${no}` });
      await page.locator('[data-thumb]').nth(1).click({ timeout: SLOW_MS });
      const viewer = page.locator('.viewer');
      const after = await viewer.getAttribute('data-photo');
      await viewer.focus();
      await page.keyboard.press('Equal');
      await page.locator('.viewer[data-scale="1.5"]').waitFor();
      await page.keyboard.press('b');
      await page.locator(`.viewer:not([data-photo="${after}"])[data-scale="1"]`).waitFor();
      await page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'detached' });
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS,
  );

  it(
    'is silent until somebody switches it on; then a critical incident sounds, unless it is muted',
    async () => {
      const { page, faults } = await openDesk(browser, stage);
      const sound = page.locator('[data-sound]');
      expect(await sound.getAttribute('data-sound', { timeout: SLOW_MS })).toBe('off');
      await stage.open(1, { type: 'acc.infra.gas_leak', stream: 'incident' });
      await sound.locator('button').first().click();
      await page.locator('[data-sound=on][data-sign=critical]').waitFor({ timeout: SLOW_MS });
      await sound.locator('button').nth(1).click();
      await page.locator('[data-sound=muted]', { hasText: /静音 \d+:\d\d/ }).waitFor();
      await sound.locator('button').first().click();
      await page.locator('[data-sound=on]').waitFor();
      expect(faults).toEqual([]);
      await page.context().close();
    },
    SLOW_MS,
  );
});
