import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Entry } from '../../../protocol/facts.js';
import { NoticeState, NoticeTemplateId } from '../../../protocol/notice.js';
import { maskedAddress } from '../../../server/notify/address.rules.js';
import { isOuter } from '../../../server/notify/channels/post.js';
import { messageOf } from '../../../server/notify/channels/webhook.channel.js';
import { afterReceipt, afterTry, channelFor, planOf } from '../../../server/notify/notice.rules.js';
import { isSigned, signed } from '../../../server/notify/signature.js';
import { render, textFaults, type Filling } from '../../../server/notify/template.rules.js';
import { TEMPLATES } from '../../../server/notify/templates.data.js';

const FILLING: Filling = {
  ...{ no: '20261122-0012', type: '店外经营', place: '辽宁路 12 号', priority: 3, unit: '辽宁路街道执法队' },
  ...{ dueAt: '2026-11-22T05:36:00.000Z', params: {} },
};
const BEIJING = { lang: 'zh' as const, zone: 'Asia/Shanghai' };
const entry = (fact: object) => ({ seq: 1, at: '', subject: 'i', batch: null, isDrill: false, fact }) as Entry;
const refused = { kind: 'refused', error: 'x', passing: true, isUncertain: false } as const;

describe('the text of a notice', () => {
  it('is filled in, in the time of the city', () => {
    expect(render('dispatch-assigned', FILLING, BEIJING)).toBe(
      '一般事件20261122-0012：店外经营，辽宁路 12 号，请辽宁路街道执法队处置，11-22 13:36前完成，请签收。',
    );
  });

  it('fits one SMS in every template, and holds no number of a phone', () => {
    const params = {
      post: '值班席',
      from: '2026-11-22T00:00:00Z',
      to: '2026-11-22T12:00:00Z',
      at: '2026-11-22T00:00:00Z',
      month: '2026-12',
      alert: '9901-AQTS-2026-12',
      version: '1',
    };
    for (const id of NoticeTemplateId.options) {
      const text = render(id, { ...FILLING, params }, BEIJING);
      expect([...text].length).toBeLessThanOrEqual(70);
      expect(text).not.toContain('—');
    }
    expect(render('rectify', { ...FILLING, place: '张记13800001234' }, BEIJING)).toContain('138****1234');
    for (const id of NoticeTemplateId.options) expect(textFaults(id, TEMPLATES[id])).toEqual([]);
  });
});

describe('what a fact asks for', () => {
  const assigned = { type: 'dispatch.assigned', assignment: 'a', incident: 'i', unit: 'U', noticeAt: 't' };

  it('is a notice to the unit, and of the first one to the shop as well', () => {
    const { wanted } = planOf(entry({ ...assigned, first: true }));
    expect(wanted.map((w) => [w.template, w.target.kind, w.notBefore])).toEqual([
      ['dispatch-assigned', 'unit', 't'],
      ['rectify', 'object', 't'],
    ]);
    expect(planOf(entry({ ...assigned, first: false })).wanted).toHaveLength(1);
  });

  it('is a notice to whom an escalation names', () => {
    const to = (kind: string, ref: string) =>
      planOf(entry({ type: 'escalation.raised', to: { kind, ref } })).wanted.map((w) => w.target);
    expect(to('on-call', 'shift-lead')).toEqual([{ kind: 'bound', of: 'post:shift-lead' }]);
    expect(to('person', 'duty')).toEqual([{ kind: 'bound', of: 'person:duty' }]);
  });

  it('is a correction only where somebody else took it away', () => {
    const off = (type: string) => planOf(entry({ type, assignment: 'a' })).callOff;
    expect(off('dispatch.undone')).toEqual({ assignment: 'a', correct: true });
    expect(off('dispatch.returned')).toEqual({ assignment: 'a', correct: false });
    expect(planOf(entry({ type: 'feed.changed' }))).toEqual({ wanted: [], callOff: null });
  });
});

describe('a notice', () => {
  it('of a drill goes nowhere but to the desk, whatever is set up', () => {
    const configured = new Set(['sms', 'webhook', 'email', 'console'] as const);
    for (const channel of configured)
      expect(channelFor(channel, { isDrill: true, isDemo: false, configured })).toBe('console');
    expect(channelFor('sms', { isDrill: false, isDemo: true, configured: new Set() })).toBe('console');
    expect(channelFor('sms', { isDrill: false, isDemo: false, configured: new Set() })).toBe('sms');
  });

  it('is shown as not delivered within half a minute, and tried on for two hours', () => {
    const tries = Array.from({ length: 9 }, (_, i) => afterTry(refused, i + 1));
    const shown = tries.findIndex((t) => t.state === 'failed');
    expect(tries.slice(0, shown).reduce((sum, t) => sum + (t.retryS ?? 0), 0)).toBeLessThanOrEqual(20);
    expect(tries.map((t) => t.retryS)).toEqual([2, 5, 10, 60, 300, 900, 1800, 3600, null]);
    expect(afterTry({ ...refused, passing: false }, 1)).toEqual({ state: 'failed', retryS: null });
  });

  it('that was delivered or called off stays so, whatever receipts come in whatever order', () => {
    const receipts = fc.array(fc.constantFrom('delivered' as const, 'failed' as const));
    fc.assert(
      fc.property(fc.constantFrom(...NoticeState.options), receipts, (first, said) => {
        const last = said.reduce<NoticeState>((state, receipt) => afterReceipt(state, receipt) ?? state, first);
        if (first === 'cancelled' || first === 'delivered') expect(last).toBe(first);
        else expect(last).toBe(said.includes('delivered') ? 'delivered' : (said[0] ?? first));
      }),
    );
  });
});

describe('a webhook', () => {
  const letter = { id: 'n', template: 'test', incident: null, address: 'https://h/x?k=1', text: '"你好"' } as const;

  it.each([
    ['wecom', { msgtype: 'text', text: { content: '"你好"' } }],
    ['dingtalk', { msgtype: 'text', text: { content: '"你好"' } }],
    ['feishu', { timestamp: '1700000000', sign: expect.any(String), msg_type: 'text', content: { text: '"你好"' } }],
  ] as const)('of %s has the shape of its robot', (shape, body) => {
    const message = messageOf({ ...letter, shape, secret: 'SEC-secret' }, 1_700_000_000_000);
    expect(JSON.parse(message.body)).toEqual(body);
    expect(new URL(message.url).searchParams.has('sign')).toBe(shape === 'dingtalk');
  });

  it('of ours is signed over time and body', () => {
    const { body, headers } = messageOf({ ...letter, shape: 'plain', secret: 'SEC-secret' }, 1000);
    expect(headers).toMatchObject(signed('SEC-secret', body, 1000));
  });

  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '172.20.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '224.0.0.1',
    'localhost',
  ])('does not go to %s', (address) => expect(isOuter(address)).toBe(false));

  it.each(['8.8.8.8', '203.119.25.1', '2400:3200::1', '::ffff:8.8.8.8'])('goes to %s', (address) =>
    expect(isOuter(address)).toBe(true),
  );
});

it('a signature holds for its body, its secret and five minutes', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ minLength: 1 }),
      fc.integer({ min: 1e12, max: 2e12 }),
      (body, secret, atMs) => {
        const headers = signed(secret, body, atMs);
        const given = {
          timestamp: headers['x-city-timestamp'] as string,
          signature: headers['x-city-signature'] as string,
        };
        const holds = (text: string, key: string, nowMs: number) =>
          isSigned(key, Buffer.from(text), { ...given, nowMs });
        expect(holds(body, secret, atMs + 299_000)).toBe(true);
        expect(holds(`${body}x`, secret, atMs)).toBe(false);
        expect(holds(body, `${secret}x`, atMs)).toBe(false);
        expect(holds(body, secret, atMs + 301_000)).toBe(false);
      },
    ),
  );
});

it.each([
  ['13900001234', '139****1234'],
  ['wang@example.org', 'w***@example.org'],
  ['https://oapi.example.org/robot/send?access_token=secret', 'https://oapi.example.org/…'],
  ['110', '***10'],
])('%s is shown as %s', (address, shown) => expect(maskedAddress(address)).toBe(shown));
