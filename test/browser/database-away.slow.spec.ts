import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { startDurable, type DurableCluster } from '../support/durable-cluster.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';
import { openWall, setWallStage, type WallStage } from '../support/wall-stage.js';

const SLOW_MS = 60_000;
/** How long the database is away: until the wall has been cut off for a while. */
const AWAY_MS = 14_000;
const LATE_MS = 3000;
const CUT_MS = 10_000;
const TRUE_AGAIN_MS = 5000;
/** The journal is read each second: the last time was up to this long before the database went. */
const READ_EVERY_MS = 1000;
/** What the wall says is drawn once a second; the rest is for a busy machine. */
const DRAWN_MS = 1000 + 700;
/** A sender is told within this that it has to come back: the longest is to wait for a connection (server/platform/database.ts). */
const ANSWER_MS = 7000;

/**
 * Writes down, by the machine's clock, each change of what the wall says about itself, and for how long the page could not run at
 * most: on a busy machine without a GPU it is late by that much.
 */
const WATCH = `{
  window.said = [];
  window.stalledMs = 0;
  let looked = Date.now();
  const look = () => {
    window.stalledMs = Math.max(window.stalledMs, Date.now() - looked);
    looked = Date.now();
    const state = document.querySelector('.chip').className.split(' ').find((c) => /^(live|late|cut|recovered)$/.test(c));
    const big = document.querySelector('.cut .big')?.textContent.trim() ?? '';
    const grey = getComputedStyle(document.querySelector('.wall .left')).filter;
    const last = window.said.at(-1);
    if (last?.state !== state || (last.big !== big && !last.big)) window.said.push({ at: Date.now(), state, big, grey });
  };
  look();
  setInterval(look, 25);
}`;

interface Said {
  at: number;
  state: string;
  big: string;
  grey: string;
}

requires('chromium', 'dashboard')('a wall whose database alone is away', () => {
  let cluster: DurableCluster;
  let stage: WallStage;
  let browser: Browser;
  beforeAll(async () => {
    cluster = await startDurable();
    [stage, browser] = await Promise.all([setWallStage(40, cluster.url), openBrowser()]);
  }, SLOW_MS * 2);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    await cluster?.remove();
  }, SLOW_MS);

  const shown = async (page: Page) => Number(await page.locator('[data-intake=lastHour] button').textContent());
  const said = (page: Page) => page.evaluate<Said[]>('window.said');
  /** When a state was first said after a moment, in ms from then. */
  const first = (all: readonly Said[], since: number, is: (one: Said) => boolean) =>
    (all.find((one) => one.at >= since && is(one))?.at ?? NaN) - since;

  const ways: [string, { leave: () => Promise<void> | void; comeBack: () => Promise<void> | void }][] = [
    ['stopped', { leave: () => cluster.stop(), comeBack: () => cluster.start() }],
    ['frozen', { leave: () => cluster.freeze(), comeBack: () => cluster.thaw() }],
  ];
  it.each(ways)(
    '(%s) says late at 3 s, is cut off and grey at 10 s, and is true again within 5 s; senders are told 503 and when to come back',
    async (way, { leave, comeBack }) => {
      const { page } = await openWall(browser, stage);
      await page.locator('.chip.live').waitFor({ timeout: SLOW_MS });
      const before = await shown(page);
      await page.evaluate(WATCH);
      const pid = stage.service.pid;
      const goneAt = Date.now();
      await leave();
      const leftMs = Date.now() - goneAt;
      const answers = await postUntil(stage, goneAt + AWAY_MS);
      const saysS = Number(/\d+/.exec((await page.locator('.cut .big').textContent()) ?? '')?.[0]);
      const isS = (Date.now() - goneAt) / 1000;
      const clock = await page.locator('.head .clock').textContent();
      await comeBack();
      const backAt = Date.now();
      const sent = stage.send(3).catch(() =>
        eventually(
          () =>
            stage.send(3).then(
              () => true,
              () => false,
            ),
          Boolean,
          TRUE_AGAIN_MS,
        ),
      );
      await page.locator('.chip.recovered, .chip.live').waitFor({ timeout: SLOW_MS });
      await sent;
      await eventually(
        () => shown(page),
        (n) => n === before + 3,
        SLOW_MS,
      );
      const all = await said(page);
      const isState = (state: string) => (one: Said) => one.state === state;
      const stalledMs = await page.evaluate<number>('window.stalledMs');
      const times = {
        late: first(all, goneAt, isState('late')),
        cut: first(all, goneAt, isState('cut')),
        trueAgain: first(all, backAt, ({ state }) => state === 'recovered' || state === 'live'),
        slowestAnswer: Math.max(...answers.map(({ ms }) => ms)),
      };
      console.log(`database ${way}, ms:`, times, { stalledMs });
      for (const [time, due] of [
        [times.late, LATE_MS],
        [times.cut, CUT_MS],
      ] as const) {
        expect(time).toBeGreaterThan(due - READ_EVERY_MS - DRAWN_MS);
        expect(time).toBeLessThan(due + DRAWN_MS + leftMs + stalledMs);
      }
      expect(all.find(isState('cut'))).toMatchObject({
        big: expect.stringMatching(/^数据停在 1\d 秒前$/),
        grey: 'grayscale(1)',
      });
      expect(Math.abs(saysS - isS)).toBeLessThan(3 + stalledMs / 1000);
      const stoppedAgoMs = goneAt - timeToday(clock);
      expect(stoppedAgoMs).toBeGreaterThan(-leftMs - DRAWN_MS);
      expect(stoppedAgoMs).toBeLessThan(READ_EVERY_MS + DRAWN_MS);
      expect(times.trueAgain).toBeLessThan(TRUE_AGAIN_MS + stalledMs);
      expect(all.at(-1)?.grey).toBe('none');
      expect(answers.length).toBeGreaterThan(1);
      for (const { status, type, retryAfter } of answers)
        expect([status, type.split(';')[0], retryAfter]).toEqual([503, 'application/problem+json', '2']);
      expect(times.slowestAnswer).toBeLessThan(ANSWER_MS);
      expect(() => process.kill(pid, 0)).not.toThrow();
      await page.context().close();
    },
    SLOW_MS * 3,
  );
});

/** Epoch ms of a time of the city's day that was just now. */
function timeToday(clock: string | null): number {
  const [h = 0, m = 0, s = 0] = (clock ?? '').split(':').map(Number);
  const at = DateTime.now().setZone('Asia/Shanghai').set({ hour: h, minute: m, second: s, millisecond: 0 });
  return (at > DateTime.now() ? at.minus({ days: 1 }) : at).toMillis();
}

/** Sends one item after the other until a moment; answers what was said and how long it took. */
async function postUntil(
  stage: WallStage,
  until: number,
): Promise<{ status: number; type: string; retryAfter: string; ms: number }[]> {
  const answers = [];
  for (let n = 0; Date.now() < until; n++) {
    const start = performance.now();
    const item = {
      id: `away-${start}-${n}`,
      stream: 'incident',
      type: 'incident.other',
      occurredAt: new Date().toISOString(),
    };
    const answer = await fetch(`${stage.service.url}/api/v1/intake/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(item),
    });
    await answer.text();
    answers.push({
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      retryAfter: answer.headers.get('retry-after') ?? '',
      ms: Math.round(performance.now() - start),
    });
    await wait(500);
  }
  return answers;
}
