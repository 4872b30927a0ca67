import { expect, it } from '@jest/globals';
import { openBrowser } from '../support/browser.js';
import { compareDesks } from '../support/desk-speed.js';
import { requires } from '../support/requires.js';

/** The short form of test/long/desk-many.spec.ts; what a key blocks is not judged here, where other tests take the processor. */
requires('chromium', 'dashboard')('a desk with a thousand open incidents', () => {
  it('can be worked in within twice the time of one with a hundred, and a held key moves on row by row', async () => {
    const browser = await openBrowser();
    const speed = await compareDesks(browser, { few: 100, many: 1000, loads: 3 });
    await browser.close();
    expect(speed.ratio).toBeLessThanOrEqual(2);
    expect(speed.held.rows).toBe(120);
  }, 180_000);
});
