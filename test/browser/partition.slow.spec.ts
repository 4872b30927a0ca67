import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Assignment, Recommendation } from '../../protocol/dispatch.js';
import type { IncidentFile, IncidentPage } from '../../protocol/incident.js';
import type { DutyQueue } from '../../protocol/live/duty-queue.js';
import type { Situation } from '../../protocol/live/situation.js';
import { LANES, type Lane } from '../../protocol/procedure.js';
import { openBrowser } from '../support/browser.js';
import { openDesk, setDeskStage, type DeskStage } from '../support/desk-stage.js';
import { eventually } from '../support/eventually.js';
import { requires } from '../support/requires.js';

const SLOW_MS = 60_000;
/** Counts come four times a second and are drawn once a second; a busy machine takes longer. */
const SETTLES_MS = 30_000;
type Lanes = Record<Lane, number>;
/** Open incidents by state, and how many there are, as one place says it. */
interface Says {
  open: number;
  lanes: Lanes;
}

/** Figures of the wall by the rows they open: every lane stands alone somewhere, 处置中 adds three of them up. */
const WALL = `Object.fromEntries([...document.querySelectorAll('.wall button[data-figure^="query=incidents.open"]')]
  .map((e) => [new URLSearchParams(e.dataset.figure), e]).filter(([q]) => !q.has('priority'))
  .map(([q, e]) => [q.get('lane') ?? 'open', Number(e.textContent.replaceAll(',', ''))]))`;
const DESK = `Object.fromEntries([...document.querySelectorAll('[data-filter] b')]
  .map((e) => [e.closest('[data-filter]').dataset.filter, Number(e.textContent.replaceAll(',', ''))]))`;

requires('chromium', 'dashboard')('open incidents are one partition by state', () => {
  let stage: DeskStage;
  let browser: Browser;
  let wall: Page;
  let desk: Page;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([setDeskStage(18), openBrowser()]);
    wall = (await openDesk(browser, stage, { path: '/wall', username: 'leader' })).page;
    desk = (await openDesk(browser, stage)).page;
    await wall.locator('[data-tile=dispatch] .value').waitFor({ timeout: SLOW_MS });
    await desk.locator('[data-filter=open] b', { hasText: /\d/ }).waitFor({ timeout: SLOW_MS });
  }, SLOW_MS * 2);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  const read = async <T>(path: string) => (await (await stage.duty.get(`/api/v1/${path}`)).json()) as T;
  const ids = async (filter: string) =>
    (await read<IncidentPage>(`incidents?filter=${filter}&limit=200`)).items.map((item) => item.id);
  /** The rows themselves, by the lists of the filters: what every count has to be equal to. */
  const told = async (): Promise<Says & { ids: string[][] }> => {
    const lists = await Promise.all(LANES.map(ids));
    const lanes = Object.fromEntries(LANES.map((lane, i) => [lane, lists[i]?.length])) as Lanes;
    return { open: (await ids('open')).length, lanes, ids: lists };
  };
  const shownOnWall = async (): Promise<Says & { inHand: number }> => {
    const shown = await wall.evaluate<Record<string, number>>(WALL);
    const lanes = Object.fromEntries(LANES.map((lane) => [lane, shown[lane]])) as Lanes;
    return { open: shown['open'] ?? 0, lanes, inHand: shown['enroute,onsite,check'] as number };
  };
  const shownOnDesk = async (): Promise<Says> => {
    const shown = await desk.evaluate<Record<string, number>>(DESK);
    return {
      open: shown['open'] as number,
      lanes: Object.fromEntries(LANES.map((lane) => [lane, shown[lane]])) as Lanes,
    };
  };
  const counted = ({ open, lanes }: Says): Says => ({ open, lanes: { ...lanes } });

  /** Waits until all places say the same, then holds it against the rows. */
  async function agree(): Promise<Lanes> {
    const rows = await told();
    const wanted = { open: rows.open, lanes: rows.lanes };
    const says = async () => ({
      queue: counted((await read<DutyQueue>('duty-queue')).counts),
      situation: counted((await read<Situation>('situation')).incidents.counts),
      desk: await shownOnDesk(),
      wall: await shownOnWall(),
    });
    const inHand = wanted.lanes.enroute + wanted.lanes.onsite + wanted.lanes.check;
    const same = { queue: wanted, situation: wanted, desk: wanted, wall: { ...wanted, inHand } };
    await eventually(says, (now) => JSON.stringify(now) === JSON.stringify(same), SETTLES_MS).catch(() => undefined);
    expect(await says()).toEqual(same);
    expect(LANES.reduce((sum, lane) => sum + wanted.lanes[lane], 0)).toBe(wanted.open);
    // No incident stands in two lanes, and none of them in no lane.
    expect(rows.ids.flat().sort()).toEqual((await ids('open')).sort());
    return wanted.lanes;
  }

  const post = async (path: string, body: object) => {
    const answer = await stage.duty.send('POST', `/api/v1/${path}`, body);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json() as Promise<{ assignments?: Assignment[] }>;
  };
  const move = (id: string, command: string, more: object = {}) => post(`incidents/${id}/moves`, { command, ...more });
  const review = async (id: string) => {
    const { can } = await read<IncidentFile>(`incidents/${id}`);
    await move(id, can.includes('file') ? 'file' : 'verify');
  };
  const assign = async (id: string): Promise<string> => {
    const { version, units } = await read<Recommendation>(`incidents/${id}/recommendation`);
    const able = units.find((unit) => unit.able) ?? units[0];
    const body = { units: [able?.unit], expectedVersion: version, override: !able?.able, reason: '就近' };
    return (await post(`incidents/${id}/assignments`, body)).assignments?.at(-1)?.id as string;
  };

  it(
    'on the wall, on the desk, in the queue and in the situation, before and after commands',
    async () => {
      expect(await agree()).toMatchObject({ review: 18 });
      const emergencies = (await read<IncidentPage>('incidents?filter=open&limit=200')).items.filter(
        (item) => item.procedure === 'emergency',
      );
      const [waits, sent, there, done, ends, hung, voided] = emergencies.map((item) => item.id) as [
        string,
        ...string[],
      ];
      for (const id of [waits, sent, there, done, ends, hung]) await review(id as string);
      expect(await agree()).toMatchObject({ review: 12, dispatch: 6 });

      await assign(sent as string);
      for (const id of [there, done, ends] as string[]) {
        const assignment = await assign(id);
        await post(`assignments/${assignment}/accept`, {});
        await post(`assignments/${assignment}/arrive`, {});
        if (id !== there) await post(`assignments/${assignment}/handle`, {});
      }
      await move(hung as string, 'hang', {
        reason: '等待产权单位',
        until: new Date(Date.now() + 3_600_000).toISOString(),
      });
      await move(voided as string, 'void', { reason: '误报' });
      await move(ends as string, 'close', { outcome: 'solved' });
      expect(await agree()).toEqual({ review: 11, dispatch: 1, enroute: 1, onsite: 1, check: 1, hung: 1 });

      await stage.open(3);
      await move(hung as string, 'resume');
      await move(done as string, 'rework', { reason: '围挡不到位' });
      expect(await agree()).toEqual({ review: 14, dispatch: 2, enroute: 2, onsite: 1, check: 0, hung: 0 });
      const { counts } = (await read<Situation>('situation')).incidents;
      expect(counts.closedToday).toBe(1);
      await wall.locator('[data-tile=closedToday] .value', { hasText: '1' }).waitFor({ timeout: SETTLES_MS });
    },
    SLOW_MS * 2,
  );
});
