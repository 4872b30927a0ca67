import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { pathOf } from './requires.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page of a browser of its own, with what went wrong in it. */
export interface WatchedPage {
  page: Page;
  /** Refusals of the content security policy and script errors, as the page reported them. */
  faults: string[];
}

/** Starts Chromium; WebGL is drawn in software where there is no GPU. */
export function openBrowser(extra: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: pathOf('chromium'),
    args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-dev-shm-usage', ...extra],
  });
}

/** Opens a page without cookies, in another time zone than the city's. Faults are collected from the first script on. */
export async function newPage(browser: Browser, size = { width: 1920, height: 1080 }): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'America/New_York' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  return { page, faults };
}

/** Names serious and critical accessibility violations of what the page shows now, with the first element of each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  return (await violations(page)).filter(({ isSerious }) => isSerious).map(({ text }) => text);
}

/** Names accessibility violations of every impact. */
export async function allViolations(page: Page): Promise<string[]> {
  return (await violations(page)).map(({ text }) => text);
}

async function violations(page: Page): Promise<{ text: string; isSerious: boolean }[]> {
  // Through the debugger, not as a script tag: the page's own policy refuses that, as it should.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    interface Violation {
      id: string;
      impact: string | null;
      nodes: { html: string }[];
    }
    const { violations } = await axe.run();
    return violations.map((v) => ({
      text: `${v.id}: ${v.nodes[0]?.html ?? ''}`,
      isSerious: v.impact === 'serious' || v.impact === 'critical',
    }));
  });
}

/** Tells by how many pixels the page is wider than its window. */
export function overflowX(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
}
