import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentPage } from '../../../protocol/incident.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

const find = async (username: string, q: string) => {
  const path = `/api/v1/incidents?q=${encodeURIComponent(q)}`;
  const { items } = (await (await app.as(username)).json<IncidentPage>('GET', path)).body;
  return items.map((item) => item.id);
};

describe('an incident is found', () => {
  it('by the number that called, however it is written, and nowhere is that number to be read', async () => {
    const { id } = await app.open('hotline', {
      reporter: { name: '王女士', phone: '139-0000-7311' },
      description: '楼道漏水',
    });
    await eventually(
      () => find('operator', '13900007311'),
      (found) => found.includes(id),
    );
    for (const q of ['139 0000 7311', '+86 13900007311', '１３９００００７３１１'])
      expect(await find('operator', q)).toEqual([id]);
    expect(await find('operator', '13900007312')).toEqual([]);
    const { rows } = await app.db.query<{ kept: string }>(
      "select t::text || encode(array_to_string(phones, '')::bytea, 'escape') as kept from incident_text t where incident = $1",
      [id],
    );
    expect(rows[0]?.kept).toMatch(/楼道漏水/);
    expect(rows[0]?.kept).not.toMatch(/7311|王女士/);
  });

  it('by the words of its text, also in traditional letters; not by who may read no text', async () => {
    const { id } = await app.open('grid', { description: '消防通道被电动车堵塞' });
    await eventually(
      () => find('operator', '电动车堵塞'),
      (found) => found.includes(id),
    );
    expect(await find('operator', '電動車堵塞')).toEqual([id]);
    expect(await find('operator', '消防通道 被电动车')).toEqual([id]);
    expect(await find('display', '电动车堵塞').catch(() => [])).toEqual([]);
  });
});
