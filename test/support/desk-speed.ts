import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { eventually } from './eventually.js';
import { openDesk, setDeskStage, type DeskStage } from './desk-stage.js';

const USABLE_WITHIN_MS = 60_000;
/** Presses of a key that is held down, and their pace: what a keyboard repeats. */
const HELD = { presses: 120, everyMs: 33 };

/** Notes in the page when the queue can be worked in: its rows, one of them chosen, and what is open in figures. Also every task over 50 ms. */
const WATCH = `
  window.__long = [];
  new PerformanceObserver((list) => list.getEntries().forEach((e) => window.__long.push({ at: e.startTime, ms: e.duration })))
    .observe({ type: 'longtask', buffered: true });
  const look = () => {
    const isThere = document.querySelector('[data-no][aria-selected=true]') && /\\d/.test(document.querySelector('[data-filter=open] b')?.textContent ?? '');
    if (isThere) requestAnimationFrame(() => (window.__usable = performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;

/** Opens the desk a number of times, each in a fresh page; answers how long each took until it could be worked with, ms, and the last page. */
export async function timeToDesk(
  browser: Browser,
  stage: DeskStage,
  loads: number,
): Promise<{ ms: number[]; page: Page }> {
  const { page } = await openDesk(browser, stage, { path: '/feeds' });
  await page.addInitScript(WATCH);
  const ms: number[] = [];
  for (let i = 0; i < loads; i++) {
    await page.goto(`${stage.service.url}/desk`, { waitUntil: 'commit' });
    const usable = () => page.evaluate<number>('window.__usable ?? 0');
    ms.push(await eventually(usable, (at) => at > 0, USABLE_WITHIN_MS));
  }
  return { ms, page };
}

/** A page has come to rest when nothing held it up for so long: the map has been drawn. Without a graphics card that takes seconds. */
const REST_MS = 2000;

async function atRest(page: Page): Promise<void> {
  const sinceLong = () =>
    page.evaluate<number>('performance.now() - Math.max(0, ...window.__long.map((task) => task.at + task.ms))');
  await eventually(sinceLong, (ms) => ms >= REST_MS, USABLE_WITHIN_MS);
}

/** Holds J down; answers how long the page was blocked at most meanwhile, ms (0: never 50 ms), and how far the choice came. */
export async function holdJ(page: Page): Promise<{ blockedMs: number; rows: number }> {
  const place = () =>
    page.evaluate<number>(
      "Number(document.querySelector('[data-no][aria-selected=true]')?.getAttribute('aria-rowindex') ?? -1)",
    );
  await atRest(page);
  const before = await place();
  const since = await page.evaluate<number>('performance.now()');
  for (let i = 0; i < HELD.presses; i++) {
    await page.keyboard.down('j');
    await wait(HELD.everyMs);
  }
  await page.keyboard.up('j');
  const long = await page.evaluate<{ at: number; ms: number }[]>('window.__long');
  const blockedMs = Math.max(0, ...long.filter((task) => task.at >= since).map((task) => task.ms));
  return { blockedMs, rows: (await place()) - before };
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
}

/** How the desk stands with `many` open incidents beside one with `few`, both measured in one run, in turns. */
export interface DeskSpeed {
  few: number;
  many: number;
  ratio: number;
  held: Awaited<ReturnType<typeof holdJ>>;
  seededMs: number;
}

/** Measures two desks side by side. The pages of both are warm: what is compared is the number of incidents. */
export async function compareDesks(
  browser: Browser,
  { few, many, loads }: { few: number; many: number; loads: number },
): Promise<DeskSpeed> {
  const small = await setDeskStage(0, { seeded: few });
  const begun = performance.now();
  const big = await setDeskStage(0, { seeded: many });
  const seededMs = performance.now() - begun;
  try {
    if ((await big.openNow()) !== many) throw new Error(`${await big.openNow()} open, not ${many}`);
    await timeToDesk(browser, small, 1);
    const of = await timeToDesk(browser, small, loads);
    await of.page.context().close();
    await timeToDesk(browser, big, 1);
    const full = await timeToDesk(browser, big, loads);
    const held = await holdJ(full.page);
    await full.page.context().close();
    const figures = { few: median(of.ms), many: median(full.ms) };
    return { ...figures, ratio: figures.many / figures.few, held, seededMs };
  } finally {
    await Promise.all([small.close(), big.close()]);
  }
}
