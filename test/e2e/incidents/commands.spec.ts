import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../protocol/incident.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, itemOf, THERE, type IncidentApp } from '../../support/incidents.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

const hour = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();
const ms = (at: string | null) => Date.parse(at ?? '');
/** A case that the officer has signed for. */
async function signed(): Promise<Incident> {
  const { id } = await app.open('grid', {});
  await app.act('operator', `${id}/moves`, { command: 'file' });
  await app.dispatch(id, ['officer']);
  const { status, body } = await app.act('officer', `${id}/moves`, { command: 'sign' });
  expect(status).toBe(200);
  return body;
}

describe('a move', () => {
  it('goes the whole way of a city management case, by three roles, and ends with a photo', async () => {
    const { id } = await signed();
    expect((await app.act('officer', `${id}/moves`, { command: 'handle' })).body).toMatchObject({ lane: 'onsite' });
    const bare = await app.act('officer', `${id}/moves`, { command: 'feedback' });
    expect(bare).toMatchObject({
      status: 409,
      body: { code: 'incident/after-photo-missing', present: { state: 'handling' } },
    });
    await app.photograph('officer', id, 'before');
    expect((await app.act('officer', `${id}/moves`, { command: 'feedback' })).status).toBe(409);
    await app.photograph('officer', id, 'after');
    expect((await app.act('officer', `${id}/moves`, { command: 'feedback' })).body).toMatchObject({
      state: 'fed_back',
    });
    expect((await app.act('duty', `${id}/moves`, { command: 'check' })).body).toMatchObject({ state: 'checked' });
    const closed = await app.act('duty', `${id}/moves`, { command: 'close' });
    expect(closed.body).toMatchObject({ state: 'closed', lane: null, outcome: 'solved' });
    const { course, steps, attachments } = await app.file(id);
    expect(course.map((line) => line.what)).toEqual([
      ...['opened', 'file', 'dispatch', 'sign', 'handle', 'attachment', 'attachment', 'feedback', 'check', 'close'],
    ]);
    expect(steps.every((step) => step.stands === 'done' && step.at !== null)).toBe(true);
    expect(attachments.map((photo) => photo.kind)).toEqual(['before', 'after']);
    expect((await app.act('duty', `${id}/moves`, { command: 'reopen' })).body.code).toBe('incident/reason-missing');
    const reopened = await app.act('duty', `${id}/moves`, { command: 'reopen', reason: '又出现了' });
    expect(reopened.body).toMatchObject({
      state: 'reported',
      lane: 'review',
      reviewed: false,
      closedAt: null,
      outcome: null,
    });
    // The photo of the first time does not count for the second.
    await app.act('operator', `${id}/moves`, { command: 'file' });
    await app.dispatch(id, ['officer']);
    for (const command of ['sign', 'handle']) await app.act('officer', `${id}/moves`, { command });
    expect((await app.act('officer', `${id}/moves`, { command: 'feedback' })).status).toBe(409);
  });

  it('is refused to the loser of two, who is told the present state', async () => {
    const { id, version } = await app.open('grid', {});
    const both = await Promise.all(
      ['operator', 'duty'].map((who) => app.act(who, `${id}/moves`, { command: 'file', version })),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const loser = both.find((answer) => answer.status === 409)?.body;
    expect(loser).toMatchObject({ code: 'incident/changed', present: { state: 'filed', version: version + 1 } });
    expect((await app.file(id)).course).toHaveLength(2);
  });

  it('sent again with its key happens once; the key serves no other command', async () => {
    const { id } = await app.open('grid', {});
    const key = { 'idempotency-key': `k-${id}` };
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => app.act('operator', `${id}/moves`, { command: 'accept', version: 1 }, key)),
    );
    expect(sent.map((answer) => [answer.status, answer.body.state])).toEqual(sent.map(() => [200, 'accepted']));
    expect((await app.file(id)).course).toHaveLength(2);
    const other = await app.act('operator', `${id}/moves`, { command: 'file' }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'command/key-reused' } });
    expect((await app.act('operator', `${id}/moves`, { command: 'file' }, { 'idempotency-key': 'x' })).status).toBe(
      400,
    );
  });

  it('back three times raises supervision, and goes to the desk again', async () => {
    const { id } = await app.open('grid', {});
    await app.act('operator', `${id}/moves`, { command: 'file' });
    for (let bounce = 1; bounce <= 3; bounce++) {
      await app.dispatch(id, ['officer']);
      const back = await app.act('officer', `${id}/moves`, { command: 'return', reason: '不属本队' });
      expect(back.body).toMatchObject({ state: 'filed', bounces: bounce, supervised: bounce === 3 });
    }
    expect((await app.file(id)).course.at(-1)).toMatchObject({ what: 'return', note: '不属本队', by: '林晓' });
  });
});

describe('the clock', () => {
  it('stands on hold, and the time is given back', async () => {
    const { id, dueAt } = await signed();
    const hung = await app.act('duty', `${id}/moves`, { command: 'hang', reason: '等配件', until: hour(48) });
    expect(hung.body).toMatchObject({ lane: 'hung', limitAt: null, dueAt: null });
    expect(
      (await app.act('duty', `${id}/moves`, { command: 'hang', reason: '等配件', until: hour(1) })).body.code,
    ).toBe('incident/not-now');
    await app.db.query("update incident set paused_at = paused_at - interval '1 hour' where id = $1", [id]);
    const resumed = await app.act('duty', `${id}/moves`, { command: 'resume' });
    expect(resumed.body).toMatchObject({ state: 'signed', pausedAt: null });
    expect(ms(resumed.body.dueAt)).toBeGreaterThanOrEqual(ms(dueAt));
  });

  it('is extended by a shift lead who did not ask', async () => {
    const { id, dueAt } = await signed();
    const asked = await app.act('officer', `${id}/extensions`, { minutes: 60, reason: '要等材料' });
    expect(asked.body).toMatchObject({ extensionPending: true, dueAt });
    expect((await app.act('officer', `${id}/extensions`, { minutes: 60, reason: '再等' })).body.code).toBe(
      'incident/extension-pending',
    );
    expect((await app.act('officer', `${id}/extensions/decision`, { approved: true })).status).toBe(403);
    const granted = await app.act('duty', `${id}/extensions/decision`, { approved: true });
    expect(granted.body).toMatchObject({ extensionPending: false, extensions: 1 });
    expect(ms(granted.body.dueAt)).toBeGreaterThanOrEqual(ms(dueAt) + 3_600_000);
    expect((await app.act('duty', `${id}/extensions/decision`, { approved: true })).body.code).toBe(
      'incident/no-extension',
    );
    await app.act('duty', `${id}/extensions`, { minutes: 5, reason: '再等等' });
    expect((await app.act('duty', `${id}/extensions/decision`, { approved: true })).body.code).toBe(
      'incident/own-extension',
    );
    expect((await app.file(id)).extended).toHaveLength(2);
  });
});

describe('the acts beside the moves', () => {
  const actsOf = async (username: string, id: string) => (await app.file(id, username)).acts;

  it('are named to whom the service would let do them, and to nobody else', async () => {
    const open = await app.open('grid', {});
    expect(await actsOf('duty', open.id)).toEqual(['grade', 'supervise', 'comment', 'tick']);
    expect(await actsOf('operator', open.id)).toEqual(['comment', 'tick']);
    expect(await actsOf('auditor', open.id)).toEqual([]);
    const { id } = await signed();
    expect(await actsOf('duty', id)).toEqual(['grade', 'supervise', 'remind', 'extend', 'withdraw', 'comment', 'tick']);
    expect(await actsOf('officer', id)).toEqual(['extend', 'comment', 'tick']);
    await app.act('duty', `${id}/supervisions`, { reason: '领导关注' });
    await app.act('officer', `${id}/extensions`, { minutes: 60, reason: '要等材料' });
    expect(await actsOf('duty', id)).toEqual(['grade', 'remind', 'decide', 'withdraw', 'comment', 'tick']);
    await app.act('duty', `${id}/extensions/decision`, { approved: false, reason: '不合理' });
    await app.act('duty', `${id}/extensions`, { minutes: 30, reason: '我来申请' });
    expect(await actsOf('duty', id)).not.toContain('decide');
    await app.act('duty', `${id}/moves`, { command: 'void', reason: '误录' });
    expect(await actsOf('duty', id)).toEqual(['comment']);
  });
});

describe('a merge', () => {
  const near = (metres: number) => ({ location: { lon: HERE.lon, lat: HERE.lat + metres / 111_195 } });

  it('keeps every report linked, and is undone', async () => {
    const into = await app.open('grid', {});
    const other = await app.open('hotline', near(40));
    const merged = await app.act('duty', `${other.id}/merges`, { into: into.id, version: other.version });
    expect(merged.body).toMatchObject({ state: 'merged', lane: null, outcome: 'duplicate', mergedInto: into.id });
    const file = await app.file(into.id);
    expect(file).toMatchObject({ reports: 2, relations: [{ incident: other.id, kind: 'merged' }] });
    expect(file.reported.map((report) => report.source).sort()).toEqual(['grid', 'hotline']);
    const undone = await app.act('duty', `${other.id}/merges/undo`, {});
    expect(undone.body).toMatchObject({ state: 'reported', lane: 'review', mergedInto: null, closedAt: null });
    expect(await app.file(into.id)).toMatchObject({ reports: 1, relations: [] });
    expect((await app.act('duty', `${other.id}/merges/undo`, {})).body.code).toBe('incident/not-now');
  });

  it('is never across more than 500 m, into itself, or into what is closed', async () => {
    const [one, far] = [await app.open('grid', {}), await app.open('grid', near(510))];
    expect((await app.act('duty', `${one.id}/merges`, { into: far.id })).body.code).toBe('incident/too-far');
    expect((await app.act('duty', `${one.id}/merges`, { into: one.id })).body.code).toBe('incident/into-itself');
    await app.act('duty', `${far.id}/moves`, { command: 'void', reason: '误录' });
    expect((await app.act('duty', `${one.id}/merges`, { into: far.id })).body.code).toBe('incident/closed');
  });

  it('of a drill with the real is refused', async () => {
    const [one, drill] = [await app.open('grid', {}), await app.open('grid', {})];
    await app.db.query('update incident set is_drill = true where id = $1', [drill.id]);
    expect((await app.act('duty', `${one.id}/merges`, { into: drill.id })).body.code).toBe('incident/drill-and-real');
  });
});

describe('beside its state', () => {
  it('an incident is graded, supervised, reminded of and spoken to; words are sealed and masked', async () => {
    const { id } = await app.open('grid', {});
    const graded = await app.act('duty', `${id}/grades`, { priority: 1, level: 3, reason: '有人受伤' });
    expect(graded.body).toMatchObject({ priority: 1, level: 3 });
    expect((await app.act('duty', `${id}/grades`, { priority: 1, reason: '再说一次' })).body.code).toBe(
      'incident/nothing-changes',
    );
    expect((await app.act('duty', `${id}/supervisions`, { reason: '领导关注' })).body).toMatchObject({
      supervised: true,
    });
    expect((await app.act('operator', `${id}/reminders`, { reason: '来电催问' })).body).toMatchObject({ reminders: 1 });
    await app.act('operator', `${id}/comments`, { text: '报警人电话 13812341234' });
    await app.act('leader', `${id}/comments`, { text: '请即办' });
    const { course } = await app.file(id);
    // The level asks for information reports meanwhile: they are lines of their own.
    const own = course.slice(1).filter((line) => line.type.startsWith('incident.'));
    expect(own.map((line) => [line.what, line.note])).toEqual([
      ...[
        ['graded', '有人受伤'],
        ['supervised', '领导关注'],
        ['reminded', '来电催问'],
      ],
      ...[
        ['comment', '报警人电话 138****1234'],
        ['instruction', '请即办'],
      ],
    ]);
    const { rows } = await app.db.query<{ words: Buffer }>('select words from incident_note where incident = $1', [id]);
    expect(rows.some(({ words }) => words.includes('138') || words.includes('请即办'))).toBe(false);
    const { rows: facts } = await app.db.query<{ fact: object }>('select fact from journal_entry where subject = $1', [
      id,
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/受伤|13812341234|即办|暴露垃圾/);
  });

  it('an incident is put below another, in no circle', async () => {
    const [above, below] = [await app.open('grid', {}), await app.open('grid', {})];
    expect((await app.act('duty', `${below.id}/relations`, { kind: 'parent', to: above.id })).body).toMatchObject({
      parent: above.id,
    });
    expect((await app.act('duty', `${above.id}/relations`, { kind: 'parent', to: below.id })).body.code).toBe(
      'incident/own-parent',
    );
    expect((await app.file(above.id)).relations).toMatchObject([{ incident: below.id, kind: 'child' }]);
    await app.act('duty', `${above.id}/relations`, { kind: 'related', to: below.id });
    await app.act('duty', `${below.id}/relations`, { kind: 'parent', to: null });
    expect((await app.file(below.id)).relations).toMatchObject([{ incident: above.id, kind: 'related' }]);
  });
});

describe('what a source says later', () => {
  const tell = async (incident: Incident, more: object) => {
    const { reported } = await app.file(incident.id);
    const record = reported[0]?.record ?? '';
    const message = { id: `${record}-later-${Math.random()}`, record, occurredAt: new Date().toISOString(), ...more };
    expect((await app.send('grid', itemOf('grid', message))).body.accepted).toBe(1);
    return incident.id;
  };
  const stands = async (id: string, wanted: (file: Awaited<ReturnType<IncidentApp['file']>>) => boolean) => {
    await eventually(async () => wanted(await app.file(id)), Boolean, 8000);
    return app.file(id);
  };

  it('closes what nobody is at work on, and is a line in the course of what is', async () => {
    const open = await app.open('grid', { state: { status: '处理中' } });
    const closed = await stands(await tell(open, { state: { status: '已办结' } }), (file) => file.lane === null);
    expect(closed).toMatchObject({ state: 'closed', outcome: 'by-source' });
    const { id } = await app.open('grid', { state: { status: '处理中' } });
    await app.act('operator', `${id}/moves`, { command: 'file' });
    await app.dispatch(id, ['officer']);
    const inWork = (await app.file(id)) as Incident;
    const file = await stands(await tell(inWork, { state: { status: '已办结' } }), ({ course }) => course.length > 3);
    expect(file).toMatchObject({ lane: 'enroute', state: 'dispatched' });
    expect(file.course.at(-1)).toMatchObject({ what: 'closed-by-source', observation: null });
    expect(file.course.at(-1)?.cause).toBeGreaterThan(0);
  });

  it('moves it to another district while nobody judged it', async () => {
    const open = await app.open('grid', {});
    const moved = await stands(
      await tell(open, { location: THERE, priority: 2 }),
      (file) => file.district === '990102',
    );
    expect(moved).toMatchObject({ priority: 2, lon: THERE.lon });
  });

  it('and items that come closed, or are of the past, open nothing; a camera that repeats itself adds to the open one', async () => {
    const before = await app.db.query('select from incident');
    // A record of which nothing is said of its state is open for us.
    await app.open('grid', { record: 'no-state' });
    await app.send('grid', itemOf('grid', { id: 'done-already', state: { status: '已办结' } }));
    await app.send('grid', itemOf('grid', { id: 'long-ago', occurredAt: hour(-30) }));
    const first = await app.open('camera', {});
    const again = await app.open('camera', { location: { lon: HERE.lon + 0.0001, lat: HERE.lat } });
    expect(again).toMatchObject({ id: first.id, reports: 2, repeats: 1 });
    const elsewhere = await app.open('camera', { location: { lon: HERE.lon + 0.001, lat: HERE.lat } });
    expect(elsewhere.id).not.toBe(first.id);
    expect((await app.db.query('select from incident')).rowCount).toBe((before.rowCount ?? 0) + 3);
  });
});
