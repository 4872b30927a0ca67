import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../protocol/incident.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

const move = async (username: string, id: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await (await app.as(username)).send('POST', `/api/v1/incidents/${id}/moves`, body, headers);
  return { status: answer.status, body: (await answer.json()) as Incident & { code?: string; present?: Incident } };
};

describe('an incident', () => {
  it('is opened by a live record, at the review gate of its procedure', async () => {
    const incident = await app.open('camera', { priority: 3 });
    expect(incident).toMatchObject({
      ...{ procedure: 'street-order', state: 'alarmed', lane: 'review', district: '990101', priority: 3, version: 1 },
      ...{ reports: 1, repeats: 0, source: 'camera', title: '辽宁路 12 号店外经营', closedAt: null },
    });
    expect(incident.no).toMatch(/^\d{8}-\d{4,}$/);
    const dueMs = Date.parse(incident.dueAt ?? '') - Date.parse(incident.occurredAt);
    expect(dueMs).toBe(24 * 3_600_000);
    // The step's own limit is the nearer one: its lamp is yellow from 80 % of it on.
    const [from, warn, limit] = [incident.enteredAt, incident.warnAt, incident.limitAt].map((at) =>
      Date.parse(at ?? ''),
    );
    expect((Number(warn) - Number(from)) / (Number(limit) - Number(from))).toBeCloseTo(0.8, 3);
  });

  it('is moved by whom its procedure lets, and its file shows the way', async () => {
    const { id } = await app.open('grid', {});
    const filed = await move('operator', id, { command: 'file', version: 1 });
    expect(filed).toMatchObject({
      status: 200,
      body: { state: 'filed', lane: 'dispatch', reviewed: true, version: 2 },
    });
    const file = await app.file(id);
    expect(file.course.map((line) => line.what)).toEqual(['opened', 'file']);
    expect(file.course[0]?.observation).toBe(file.reported[0]?.observation);
    expect(file.course[1]?.by).toBe('周敏');
    expect(file.steps.map((s) => s.stands)).toEqual(['done', 'now', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead']);
  });
});

describe('a hung incident', () => {
  const hang = async (ms: number) => {
    const { id } = await app.open('grid', {});
    await move('operator', id, { command: 'file' });
    const until = new Date(Date.now() + ms).toISOString();
    const hung = await move('duty', id, { command: 'hang', reason: '等待配件', until });
    expect(hung.body).toMatchObject({ state: 'hung', lane: 'hung' });
    expect(hung.body.pausedAt).not.toBeNull();
    return id;
  };

  it('is taken up again by the service at the moment named, back where it was, and its clock goes on', async () => {
    const id = await hang(1_500);
    await eventually(
      async () => (await app.file(id)).lane,
      (lane) => lane === 'dispatch',
    );
    const file = await app.file(id);
    expect(file).toMatchObject({ state: 'filed', pausedAt: null });
    expect(file.course.at(-1)).toMatchObject({ what: 'resume', by: null, from: 'hung', to: 'filed' });
  });

  it('that was taken up by hand is left alone at that moment', async () => {
    const id = await hang(3_600_000);
    expect(Date.parse((await app.file(id)).lookAgainAt ?? '') - Date.now()).toBeGreaterThan(3_500_000);
    expect((await move('duty', id, { command: 'resume' })).body).toMatchObject({ lane: 'dispatch' });
    const { rows } = await app.db.query("select from timer where subject = $1 and kind = 'incident.look-again'", [id]);
    expect(rows).toHaveLength(0);
  });
});

describe('an emergency', () => {
  /** Graded and brought to where only its end is missing. */
  const controlled = async (level: number) => {
    const { id } = await app.open('grid', { type: 'acc.fire.building', priority: 1 });
    await move('operator', id, { command: 'verify' });
    await app.dispatch(id, ['officer']);
    for (const command of ['sign', 'handle', 'feedback']) await move('duty', id, { command });
    expect((await app.act('duty', `${id}/grades`, { level, reason: '过火面积已查明' })).status).toBe(200);
    return id;
  };

  it.each([1, 2])('of level %i is closed by a leader, and nobody else', async (level) => {
    const id = await controlled(level);
    expect((await app.file(id, 'duty')).can).not.toContain('close');
    for (const username of ['duty', 'crew-1'])
      expect(await move(username, id, { command: 'close' })).toMatchObject({
        status: 403,
        body: { code: 'permission/denied' },
      });
    expect((await app.file(id, 'leader')).can).toContain('close');
    expect(await move('leader', id, { command: 'close' })).toMatchObject({ status: 200, body: { state: 'closed' } });
  });

  it('of level 3 is closed by the duty desk, and not by a leader', async () => {
    const id = await controlled(3);
    expect((await app.file(id, 'leader')).can).toEqual([]);
    expect((await move('leader', id, { command: 'close' })).status).toBe(403);
    expect(await move('duty', id, { command: 'close' })).toMatchObject({ status: 200, body: { state: 'closed' } });
  });
});
