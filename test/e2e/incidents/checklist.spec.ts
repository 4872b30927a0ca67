import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

const tick = (username: string, id: string, item: string, done = true) =>
  app.act(username, `${id}/ticks`, { item, done });

describe('the checklist of an incident', () => {
  it('says who ticked what and when, in the file and in the course; a tick twice is one, and it can be taken back', async () => {
    const { id } = await app.open('grid', { type: 'acc.equip.elevator', title: '电梯困人' });
    expect((await app.file(id)).checklist).toMatchObject({ id: 'lift', version: 1 });
    expect((await tick('operator', id, 'people')).status).toBe(200);
    expect((await tick('operator', id, 'people')).status).toBe(200);
    expect((await tick('duty', id, 'calm')).status).toBe(200);
    expect((await tick('duty', id, 'calm', false)).status).toBe(200);
    const { checklist, course } = await app.file(id);
    const done = checklist?.items.filter((item) => item.at !== null);
    expect(done).toMatchObject([{ id: 'people', by: expect.any(String), at: expect.any(String) }]);
    expect(course.filter((line) => line.type === 'incident.noted').map((line) => [line.what, line.ref])).toEqual([
      ['ticked', 'lift@1#people'],
      ['ticked', 'lift@1#calm'],
      ['unticked', 'lift@1#calm'],
    ]);
  });

  it('is ticked by those at work on it only, has the items it has, and is closed with the incident', async () => {
    const { id } = await app.open('grid', { type: 'acc.equip.elevator', title: '电梯又困人' });
    expect((await tick('leader', id, 'people')).status).toBe(403);
    expect((await tick('operator', id, 'tea')).body.code).toBe('checklist/unknown-item');
    expect((await app.act('operator', `${id}/ticks`, { item: 'people' })).body).toMatchObject({
      ...{ status: 422, errors: [{ pointer: '/done' }] },
    });
    await app.act('duty', `${id}/moves`, { command: 'void', reason: '误录' });
    expect((await tick('duty', id, 'people')).body.code).toBe('incident/closed');
    const plain = await app.open('grid', {});
    expect((await app.file(plain.id)).checklist).toBeNull();
  });
});
