import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootIntake, type IntakeApp } from '../../support/intake.js';

let app: IntakeApp;
const now = () => new Date().toISOString();
const item = (id: string, more: object = {}) => ({
  ...{ id, stream: 'incident', type: 'acc.infra.gas_leak', occurredAt: now() },
  ...{ location: { lon: 120.05, lat: 38.75 }, ...more },
});

beforeAll(async () => {
  app = await bootIntake([{ id: 'desk', streams: ['incident', 'complaint'] }]);
}, 60_000);
afterAll(() => app?.close());

describe('POST /api/v1/intake/observations', () => {
  it('stores an item and answers after the commit', async () => {
    const sent = item('first', { title: '燃气泄漏', attributes: { b: 1, a: [2] } });
    const answer = await app.send('desk', sent);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0, rejected: [] } });
    const { rows } = await app.db.query("select * from observation where record = 'first'");
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      district: '990101',
      placed: 'in',
      counted: true,
      title: '燃气泄漏',
      is_history: false,
    });
    expect(rows[0].attributes).toEqual({ a: [2], b: 1 });
    const facts = await app.db.query("select fact from journal_entry where type = 'intake.recorded'");
    expect(facts.rows[0].fact).toMatchObject({
      source: 'desk',
      observations: 1,
      counts: [{ n: 1, district: '990101' }],
    });
  });
});
