import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { GazetteerPlaces } from '../../../protocol/gazetteer.js';
import type { IncidentPage } from '../../../protocol/incident.js';
import type { Problem } from '../../../protocol/problem.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, type IncidentApp } from '../../support/incidents.js';

describe('接报: a call written down at the desk', () => {
  let app: IncidentApp;
  beforeAll(async () => {
    app = await bootIncidents();
  });
  afterAll(() => app?.close());

  const call = (more: object = {}) => ({
    ...{ key: randomUUID(), type: 'acc.infra.gas_leak', title: '楼道有燃气味', location: HERE },
    occurredAt: new Date(Date.now() - 1000).toISOString(),
    ...{ caller: '王女士', phone: '13812344471', ...more },
  });
  const becomes = async (record: string) => {
    const operator = await app.as('operator');
    return (await operator.json<IncidentPage>('GET', `/api/v1/incidents?filter=all&record=${record}`)).body.items;
  };

  // First: the source that the first call registers makes the service read its tables, which hold no city here.
  it('finds places of the city by words and says what a point is called', async () => {
    const operator = await app.as('operator');
    const at = await operator.json<GazetteerPlaces>('GET', `/api/v1/gazetteer?lon=${HERE.lon}&lat=${HERE.lat}`);
    expect(at.body.items).toMatchObject([{ kind: 'point', district: '990101' }]);
    const found = await operator.json<GazetteerPlaces>('GET', `/api/v1/gazetteer?q=${encodeURIComponent('文昌')}`);
    expect(found.body.items.length).toBeGreaterThan(0);
    expect((await operator.json('GET', '/api/v1/gazetteer')).status).toBe(422);
  });

  it('goes through the intake, opens an incident and is filed once', async () => {
    const operator = await app.as('operator');
    const body = call();
    const first = await operator.json('POST', '/api/v1/calls', body);
    expect(first).toMatchObject({ status: 201, body: { record: body.key, duplicate: false } });
    const again = await operator.json('POST', '/api/v1/calls', body);
    expect(again.body).toMatchObject({ duplicate: true });
    await eventually(
      () => becomes(body.key),
      (items) => items.length === 1,
      10_000,
    );
    const [incident] = await becomes(body.key);
    expect(incident).toMatchObject({
      source: 'duty-desk',
      title: '楼道有燃气味',
      procedure: 'emergency',
      lane: 'review',
    });
    expect(JSON.stringify(incident)).not.toContain('13812344471');
  }, 60_000);

  it('is refused to those who take no calls, and for types that nothing can happen of', async () => {
    const leader = await app.as('leader');
    expect((await leader.json('POST', '/api/v1/calls', call())).status).toBe(403);
    const operator = await app.as('operator');
    const unknown = await operator.json<Problem>('POST', '/api/v1/calls', call({ type: 'no.such' }));
    expect(unknown).toMatchObject({ status: 422, body: { code: 'call/unknown-type' } });
    const impossible = await operator.json<Problem>('POST', '/api/v1/calls', call({ location: { lon: 500, lat: 1 } }));
    expect(impossible.status).toBe(422);
  });
});
