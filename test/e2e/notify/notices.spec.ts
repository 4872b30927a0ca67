import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Dispatched } from '../../../protocol/dispatch.js';
import type { Incident } from '../../../protocol/incident.js';
import type { Notice, NoticeList, Receiver } from '../../../protocol/notice.js';
import { isSigned } from '../../../server/notify/signature.js';
import { eventually } from '../../support/eventually.js';
import {
  GATEWAY_SECRET,
  sendReceipts,
  startGateway,
  startMailServer,
  type Arrived,
  type Gateway,
} from '../../support/gateway.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';
import { seedUnits, unitOf } from '../../support/units.js';

let app: IncidentApp;
let gateway: Gateway;
let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGateway(), startMailServer()]);
  app = await bootIncidents({
    ...{ SMS_GATEWAY_URL: `${gateway.url}/sms`, SMS_GATEWAY_SECRET: GATEWAY_SECRET, DISPATCH_UNDO: '1s' },
    ...{ NOTICE_HOSTS: '127.0.0.1', SMTP_URL: mail.url, SMTP_FROM: 'City <duty@example.org>' },
  });
  const reachable = Array.from({ length: 6 }, (_, i) => unitOf(`U${i}`, { phone: `1390000000${i}`, capacity: 50 }));
  await seedUnits(app, { units: [...reachable, unitOf('MUTE')] });
}, 60_000);
afterAll(async () => {
  await app?.close();
  await Promise.all([gateway?.close(), mail?.close()]);
});
beforeEach(() => void gateway.arrived.splice(0));

let spots = 0;
const filed = async (more: object = {}): Promise<Incident> => {
  const location = { lon: 120.005 + 0.002 * spots++, lat: 38.75, address: '辽宁路' };
  const { id } = await app.open('grid', { location, ...more });
  return (await app.act('operator', `${id}/moves`, { command: 'file' })).body;
};
const assign = async ({ id, version }: Incident, unit: string): Promise<Dispatched> => {
  const duty = await app.as('duty');
  const body = { units: [unit], expectedVersion: version };
  const answer = await duty.json<Dispatched>('POST', `/api/v1/incidents/${id}/assignments`, body);
  expect(answer.status).toBe(201);
  return answer.body;
};
const noticesOf = async (id: string, username = 'operator') =>
  (await (await app.as(username)).json<NoticeList>('GET', `/api/v1/incidents/${id}/notices`)).body.notices;
const until = async (id: string, states: Notice['state'][], withinMs = 5000): Promise<Notice[]> => {
  const now = async () =>
    (await noticesOf(id))
      .map((n) => n.state)
      .toSorted()
      .join();
  await eventually(now, (said) => said === states.toSorted().join(), withinMs);
  return noticesOf(id);
};
const register = async (receiver: object) => {
  const admin = await app.as('admin');
  return admin.json<Receiver & { code?: string }>('POST', '/api/v1/notice-receivers', { name: '值班群', ...receiver });
};

describe('a notice of a dispatch', () => {
  it('goes by SMS once it can no longer be undone, signed, and its receipt is shown', async () => {
    const incident = await filed();
    await assign(incident, 'U0');
    const [queued] = await until(incident.id, ['queued']);
    expect(Date.parse(queued?.notBefore ?? '')).toBeGreaterThan(Date.now() + 500);
    const [sent] = await until(incident.id, ['sent']);
    const { headers, raw, body } = gateway.arrived[0] as Arrived;
    expect(body).toEqual({ id: sent?.id, to: '13900000000', text: sent?.text });
    expect(sent?.text).toMatch(new RegExp(`^一般事件${incident.no}：暴露垃圾，.*请U0处置`));
    expect(headers['idempotency-key']).toBe(sent?.id);
    const proof = { timestamp: String(headers['x-city-timestamp']), signature: String(headers['x-city-signature']) };
    expect(isSigned(GATEWAY_SECRET, Buffer.from(raw), { ...proof, nowMs: Date.now() })).toBe(true);
    const receipt = { messageId: 'm-1', state: 'delivered' };
    expect(await sendReceipts(app.url, [receipt])).toEqual({ status: 200, body: { applied: 1, known: 0, unknown: 0 } });
    const [delivered] = await until(incident.id, ['delivered']);
    expect(delivered).toMatchObject({ address: '139****0000', attempts: 1, error: null, maybeTwice: false });
    const { course } = await app.file(incident.id);
    expect(course.map((line) => line.type).slice(-2)).toEqual(['notice.sent', 'notice.delivered']);
    const { rows } = await app.db.query<{ row: string }>(
      'select to_jsonb(n)::text as row from notice n union all select fact::text from journal_entry',
    );
    expect(rows.filter(({ row }) => row.includes('13900000000'))).toEqual([]);
  });

  it('leaves at once with priority 1, and taking it back sends a correction', async () => {
    const incident = await filed({ priority: 1 });
    await assign(incident, 'U1');
    await until(incident.id, ['sent'], 900);
    await app.act('duty', `${incident.id}/assignments/undo`, {});
    const [, correction] = await until(incident.id, ['sent', 'sent']);
    expect(correction).toMatchObject({ template: 'notice-withdrawn', receiver: 'unit:U1' });
    expect(gateway.arrived.map((a) => a.body.text)).toEqual([
      expect.stringMatching(/^特急/),
      expect.stringMatching(/^更正/),
    ]);
  });

  it('that is taken back in time never leaves', async () => {
    const incident = await filed();
    await assign(incident, 'U2');
    await until(incident.id, ['queued']);
    await app.act('duty', `${incident.id}/assignments/undo`, {});
    await until(incident.id, ['cancelled']);
    const next = await filed({ priority: 1 });
    await assign(next, 'U2');
    await until(next.id, ['sent']);
    expect(gateway.arrived.map((a) => a.body.text)).toEqual([expect.stringContaining(next.no)]);
  });

  it('that the gateway cannot take now is tried again under the same id', async () => {
    gateway.answerNext({ status: 503 });
    const incident = await filed({ priority: 1 });
    await assign(incident, 'U3');
    const [notice] = await until(incident.id, ['sent'], 8000);
    expect(notice?.attempts).toBe(2);
    expect(gateway.arrived.map((a) => a.body.id)).toEqual([notice?.id, notice?.id]);
  });

  it('whose answer is lost is tried again, and marked as perhaps sent twice', async () => {
    gateway.answerNext({ status: 0 });
    const incident = await filed({ priority: 1 });
    await assign(incident, 'U3');
    const [notice] = await until(incident.id, ['sent'], 8000);
    expect(notice).toMatchObject({ attempts: 2, maybeTwice: true });
  });

  it('that the gateway refuses is shown as not delivered, and sent when a person says so', async () => {
    gateway.answerNext({ status: 400 });
    const incident = await filed({ priority: 1 });
    await assign(incident, 'U4');
    const [failed] = await until(incident.id, ['failed']);
    expect(failed).toMatchObject({ error: 'gateway/400', nextAt: null });
    const all = async () =>
      (await (await app.as('operator')).json<NoticeList>('GET', '/api/v1/notices?state=failed')).body.notices;
    expect((await all()).map((n) => n.id)).toContain(failed?.id);
    const retry = (username: string) =>
      app
        .as(username)
        .then((who) => who.json<{ code: string; present: Notice }>('POST', `/api/v1/notices/${failed?.id}/retry`));
    expect((await retry('operator')).status).toBe(403);
    expect((await retry('duty')).status).toBe(200);
    await until(incident.id, ['sent']);
    expect(await retry('duty')).toMatchObject({
      status: 409,
      body: { code: 'notice/not-failed', present: { state: 'sent' } },
    });
    const { course } = await app.file(incident.id);
    expect(course.slice(-3).map((l) => l.type)).toEqual(['notice.failed', 'notice.retried', 'notice.sent']);
  });

  it('to a unit without a number is shown on the desk of the demo only, marked', async () => {
    const incident = await filed({ priority: 1 });
    await assign(incident, 'MUTE');
    const [notice] = await until(incident.id, ['delivered']);
    expect(notice).toMatchObject({ channel: 'console', text: expect.stringMatching(/^【演示】/) as unknown });
    expect(gateway.arrived).toEqual([]);
  });

  it('is not shown to whom its incident is not', async () => {
    const { id } = await filed();
    const answer = await (await app.as('officer')).json('GET', `/api/v1/incidents/${id}/notices`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'incident/unknown' } });
  });
});

describe('a receipt', () => {
  it('counts only when it is signed now by the gateway, and once', async () => {
    const incident = await filed({ priority: 1 });
    await assign(incident, 'U5');
    const [notice] = await until(incident.id, ['sent']);
    const failed = { id: notice?.id, state: 'failed', code: 'ABSENT' };
    const unsigned = { status: 401, body: { code: 'receipt/not-signed' } };
    expect(await sendReceipts(app.url, [failed], { secret: 'another-secret-entirely' })).toMatchObject(unsigned);
    expect(await sendReceipts(app.url, [failed], { atMs: Date.now() - 600_000 })).toMatchObject(unsigned);
    const nobody = { id: '00000000-0000-7000-8000-000000000000', state: 'delivered' };
    const answer = await sendReceipts(app.url, [failed, failed, nobody]);
    expect(answer.body).toEqual({ applied: 1, known: 1, unknown: 1 });
    expect((await until(incident.id, ['failed']))[0]).toMatchObject({ error: 'receipt/ABSENT' });
  });
});

describe('a registered receiver', () => {
  it('is told of the events of its district, in the shape of its chat', async () => {
    const robot = {
      channel: 'webhook',
      shape: 'dingtalk',
      secret: 'SEC0123456789',
      address: `${gateway.url}/robot?access_token=t`,
    };
    const { status, body } = await register({
      ...robot,
      events: ['incident-supervised', 'incident-returned'],
      district: '990101',
    });
    expect({ status, address: body.address, signed: body.signed }).toEqual({
      ...{ status: 201, address: `${gateway.url}/…`, signed: true },
    });
    await register({ channel: 'email', address: 'wang@example.org', events: ['incident-returned'] });
    await register({ ...robot, events: ['incident-returned'], district: '990102' });
    const incident = await filed();
    await assign(incident, 'U0');
    const { id: assignment } = (await assignmentsOf(incident.id))[0] as { id: string };
    const back = { reason: '不属本辖区' };
    expect((await (await app.as('duty')).json('POST', `/api/v1/assignments/${assignment}/return`, back)).status).toBe(
      200,
    );
    const notices = await until(incident.id, ['cancelled', 'delivered', 'sent']);
    expect(notices.map((n) => n.channel).toSorted()).toEqual(['email', 'sms', 'webhook']);
    const [arrived] = gateway.arrived.filter((a) => a.path.startsWith('/robot'));
    expect(arrived?.path).toMatch(/^\/robot\?access_token=t&timestamp=\d+&sign=/);
    expect(arrived?.body).toEqual({ msgtype: 'text', text: { content: expect.stringMatching(/^退单：/) as unknown } });
    await eventually(
      () => mail.mails.length,
      (n) => n === 1,
    );
    expect(mail.mails[0]).toContain('To: wang@example.org');
    expect(notices.find((n) => n.channel === 'email')?.address).toBe('w***@example.org');
  });

  it('is never reached inside the city or by a redirect', async () => {
    for (const address of [
      'http://169.254.169.254/latest',
      'http://example.org/',
      'https://u:p@example.org/',
      'ftp://example.org/',
    ])
      expect(await register({ channel: 'webhook', shape: 'plain', address })).toMatchObject({
        ...{ status: 422, body: { code: 'receiver/bad-address' } },
      });
    const tested = async (address: string) => {
      const { body } = await register({ channel: 'webhook', shape: 'plain', address });
      const sent = await (await app.as('admin')).json('POST', `/api/v1/notice-receivers/${body.id}/test`);
      expect(sent).toMatchObject({ status: 201 });
      const mine = async () => (await allNotices()).find((n) => n.receiver === `receiver:${body.id}`);
      await eventually(mine, (n) => n?.state === 'failed' || n?.state === 'delivered');
      return mine();
    };
    expect(await tested('https://10.0.0.1/hook')).toMatchObject({
      state: 'failed',
      error: 'target/forbidden',
      nextAt: null,
    });
    expect(await tested('https://localhost/hook')).toMatchObject({ state: 'failed', error: 'target/forbidden' });
    gateway.answerNext({ status: 302, headers: { location: `${gateway.url}/elsewhere` } });
    expect(await tested(`${gateway.url}/moved`)).toMatchObject({ state: 'failed', error: 'target/302' });
    expect(gateway.arrived.map((a) => a.path)).toEqual(['/moved']);
    expect(await tested(`${gateway.url}/plain`)).toMatchObject({ state: 'delivered' });
  });

  it('is the administration to register', async () => {
    expect((await (await app.as('duty')).json('GET', '/api/v1/notice-receivers')).status).toBe(403);
    const { body } = await (
      await app.as('admin')
    ).json<{ templates: { id: string }[] }>('GET', '/api/v1/notice-templates');
    expect(body.templates.map((t) => t.id)).toContain('rectify');
  });
});

it('a drill is never a real message: the database itself refuses it', async () => {
  const drill = app.db.query(
    `insert into notice (id, key, cause, template, lang, channel, receiver, is_drill, state, not_before)
     values (gen_random_uuid(), 'k', 1, 'test', 'zh', 'sms', 'unit:U0', true, 'queued', now())`,
  );
  await expect(drill).rejects.toThrow('violates check constraint');
});

const assignmentsOf = async (id: string) =>
  (await (await app.as('duty')).json<Dispatched>('GET', `/api/v1/incidents/${id}/assignments`)).body.assignments;
const allNotices = async () =>
  (await (await app.as('operator')).json<NoticeList>('GET', '/api/v1/notices')).body.notices;
