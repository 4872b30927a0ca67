import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DuplicateList } from '../../../protocol/duplicate.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, type IncidentApp } from '../../support/incidents.js';
import { moved } from '../../support/labelled-reports.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

const suggested = async (id: string, username = 'operator') =>
  (await (await app.as(username)).json<DuplicateList>('GET', `/api/v1/incidents/${id}/duplicates`)).body.suggestions;
const called = async (body: object) => {
  const answer = await (await app.as('operator')).send('POST', '/api/v1/incidents/duplicates-of', body);
  return { status: answer.status, body: (await answer.json()) as DuplicateList };
};

describe('near-duplicates', () => {
  it('are suggested from both sides, with score and reasons, and no longer once closed', async () => {
    const smell = { type: 'complaint.gas.smell', title: '辽宁路12号楼下有煤气味', description: '联系电话13812345678' };
    const first = await app.open('hotline', { ...smell, location: moved(HERE, 800, 0) });
    const again = { type: 'acc.infra.gas_leak', title: '遼寧路１２號疑似燃氣洩漏', location: moved(HERE, 830, 0) };
    const second = await app.open('grid', again);
    await eventually(
      () => suggested(second.id),
      (s) => s.length > 0,
    );
    const found = await suggested(second.id);
    expect(found.map((s) => s.incident.id)).toEqual([first.id]);
    expect(found[0]?.score).toBeGreaterThan(0.65);
    expect(found[0]?.reasons).toContainEqual({ code: 'metres-apart', value: 30 });
    expect((await suggested(first.id)).map((s) => s.incident.id)).toEqual([second.id]);
    const { rows } = await app.db.query<{ words: string }>('select words from incident_words where incident = $1', [
      first.id,
    ]);
    expect(rows[0]?.words).not.toMatch(/138|5678/);
    await (
      await app.as('operator')
    ).send('POST', `/api/v1/incidents/${first.id}/moves`, { command: 'reject', reason: '误报' });
    expect(await suggested(second.id)).toEqual([]);
  });

  it('are found for a call while it is written down, by point or by nothing', async () => {
    const place = moved(HERE, -800, 0);
    const open = await app.open('grid', { type: 'sudden.manhole', title: '闽江路32号井盖缺失', location: place });
    const call = { type: 'complaint.road.damage', text: '闽江路三十二号旁边窨井蓋不見了' };
    const ask = () => called({ ...call, location: { ...moved(place, 10, 0), crs: 'wgs84' } });
    await eventually(ask, (answer) => answer.body.suggestions.length > 0);
    const { body } = await ask();
    expect(body.suggestions.map((s) => s.incident.id)).toEqual([open.id]);
    expect((await called({ ...call, location: moved(place, 0, 600) })).body.suggestions).toEqual([]);
    expect(await called(call)).toEqual({ status: 200, body: { suggestions: [], compared: 'all' } });
    expect((await called({ text: 'x' })).status).toBe(422);
  });

  it('a camera that repeats one offence makes one incident with a counter', async () => {
    const offence = { type: 'street.trading_outside', location: moved(HERE, 0, 900) };
    const first = await app.open('camera', offence);
    const again = await app.open('camera', { ...offence, location: moved(HERE, 8, 900) });
    expect(again).toMatchObject({ id: first.id, reports: 2, repeats: 1 });
    expect((await app.open('camera', { ...offence, location: moved(HERE, 120, 900) })).id).not.toBe(first.id);
  });

  it('of an incident out of reach are not told', async () => {
    const { id } = await app.open('grid', { location: moved(HERE, 0, -900) });
    const answer = await (await app.as('officer')).json('GET', `/api/v1/incidents/${id}/duplicates`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'incident/unknown' } });
  });
});
