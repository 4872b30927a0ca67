import { expect, it } from '@jest/globals';
import { openBrowser } from '../support/browser.js';
import { compareDesks } from '../support/desk-speed.js';
import { requires } from '../support/requires.js';

/** Acceptance 7 of issue B. */
requires('chromium', 'dashboard')('a desk with ten thousand open incidents', () => {
  it('can be worked in within twice the time of one with a hundred, and a held key never blocks it 50 ms', async () => {
    const browser = await openBrowser();
    const speed = await compareDesks(browser, { few: 100, many: 10_000, loads: 7 });
    await browser.close();
    console.log(JSON.stringify(speed));
    expect(speed.ratio).toBeLessThanOrEqual(2);
    expect(speed.held.blockedMs).toBeLessThanOrEqual(50);
    expect(speed.held.rows).toBeGreaterThan(100);
  });
});
