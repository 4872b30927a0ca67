import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { maskPhones } from '../../../server/platform/mask.js';
import { Secret } from '../../../server/platform/secret.js';
import { signIn, type Client } from '../../support/client.js';
import { NAUGHTY, UNSTORABLE } from '../../support/naughty.js';
import { bootIntake, openLetters, type IntakeApp } from '../../support/intake.js';
import { pathOf } from '../../support/requires.js';
import { fieldsOf, wrongFor } from '../../support/schema-fields.js';
import { ObservationInput } from '../../../protocol/observation.js';

const PASSWORD = 'bad-input-demo-1';
let app: IntakeApp;
let duty: Client;
let admin: Client;
let made = 0;
const id = () => `proof-${++made}`;
const item = (more: object = {}) => ({
  ...{
    id: id(),
    stream: 'incident',
    type: 'acc.fire',
    occurredAt: new Date().toISOString(),
    district: '990101',
    ...more,
  },
});
const fieldAt = (path: readonly string[], value: unknown): object =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
/** An item with one field of it, however deep, set to a value. */
const itemWith = (path: readonly string[], value: unknown) => {
  const [outer, ...inner] = path as [string, ...string[]];
  const rest = { reading: { sensor: 'CH4-1', value: 1 }, location: { lon: 120.05, lat: 38.75 } }[outer] ?? {};
  return item(inner.length === 0 ? { [outer]: value } : { [outer]: { ...rest, ...fieldAt(inner, value) } });
};

beforeAll(async () => {
  app = await bootIntake(
    [
      { id: 'desk', streams: ['incident', 'risk'] },
      { id: 'other', streams: ['risk'] },
    ],
    {
      ...{ CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD },
    },
  );
  [duty, admin] = [await signIn(app.url, 'duty', PASSWORD), await signIn(app.url, 'admin', PASSWORD)];
}, 60_000);
afterAll(() => app?.close(), 60_000);

describe('strings in every text field', () => {
  const TEXTS: string[][] = [
    ...[
      ['id'],
      ['record'],
      ['title'],
      ['description'],
      ['location', 'address'],
      ['reporter', 'name'],
      ['reporter', 'phone'],
    ],
    ...[
      ['attributes', 'text'],
      ['state', 'status'],
      ['state', 'org'],
      ['state', 'result'],
    ],
  ];
  const strings = () => [...new Set([...NAUGHTY, ...blns()])];

  it('that can be stored come back byte for byte; the others are refused by field', async () => {
    const sent = TEXTS.flatMap((path) =>
      strings().map((text) => ({ path, text, one: itemWith(path, path[0] === 'record' ? `${text}#` : text) })),
    );
    const { body } = await app.send(
      'desk',
      sent.map(({ one }) => one),
    );
    const refused = new Map(body.rejected.map((reject) => [reject.index, reject]));
    expect(body.accepted + body.duplicates + refused.size).toBe(sent.length);
    const { rows } = await app.db.query<{ record: string; raw: Buffer }>('select record, raw from observation');
    const raws = new Map(rows.map(({ record, raw }) => [record, app.app.get(Secret).open(raw).toString('utf8')]));
    const shown = await allRows();
    for (const [index, { path, text, one }] of sent.entries()) {
      const reject = refused.get(index);
      if (reject) {
        expect(['item/too-long', 'item/invalid-value']).toContain(reject.code);
        expect(reject.pointer).toBe(`/${path.join('/')}`);
        continue;
      }
      const record = (one as { record?: string }).record ?? one.id;
      expect(JSON.parse(raws.get(record) as string)).toEqual(one);
      const row = shown.get(record) as { record: string; title: string | null; state: Record<string, string> | null };
      expect(row.record).toBe(record);
      if (path[0] === 'title') expect(row.title).toBe(maskPhones(text));
      if (path[0] === 'state')
        expect(row.state?.[path[1] as string]).toBe(maskPhones(path[1] === 'status' ? text.trim() : text));
    }
  }, 120_000);

  it('that hold NUL or half a pair are refused as not storable, names too', async () => {
    const sent = TEXTS.flatMap((path) => UNSTORABLE.map((text) => ({ path, one: itemWith(path, `a${text}b`) })));
    const { status, body } = await app.send(
      'desk',
      sent.map(({ one }) => one),
    );
    expect(status).toBe(422);
    for (const [index, { path }] of sent.entries())
      expect(body.rejected[index]).toMatchObject({ index, code: 'text/not-storable', pointer: `/${path.join('/')}` });
    const names = await app.send(
      'desk',
      UNSTORABLE.map((text) => item({ attributes: { [text]: 1 } })),
    );
    expect(names.body.rejected.map(({ code }) => code)).toEqual(UNSTORABLE.map(() => 'text/not-storable'));
  });

  it('come back through the raw message that a duty officer may open', async () => {
    for (const text of NAUGHTY.slice(0, 20)) {
      const one = item({ description: text });
      await app.send('desk', one);
      const { rows } = await app.db.query<{ id: string }>('select id from observation where record = $1', [one.id]);
      const answer = await duty.get(`/api/v1/observations/${rows[0]?.id}/raw?reason=proof`);
      expect(JSON.parse(((await answer.json()) as { raw: string }).raw)).toEqual(one);
    }
  });
});

describe('values that cannot be', () => {
  it('of a wrong type in any field of the schema are refused with a pointer to it', async () => {
    const cases = fieldsOf(ObservationInput).flatMap(({ path, schema }) =>
      fc.sample(wrongFor(schema), 12).map((value) => ({ path, one: itemWith(path, value) })),
    );
    expect(cases.length).toBeGreaterThan(300);
    const { body } = await app.send(
      'desk',
      cases.map(({ one }) => one),
    );
    const refused = new Map(body.rejected.map((reject) => [reject.index, reject]));
    for (const [index, { path, one }] of cases.entries()) {
      const reject = refused.get(index);
      expect([JSON.stringify(one), reject?.pointer.startsWith(`/${path.join('/')}`)]).toEqual([
        JSON.stringify(one),
        true,
      ]);
    }
    expect(
      await openLetters(
        app,
        body.rejected.map(({ deadLetterId }) => deadLetterId),
      ),
    ).toHaveLength(cases.length);
  });

  const TIMES = [
    ...[
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '2026-02-30T10:00:00Z',
      '2025-02-29T10:00:00Z',
    ],
    ...['2026-01-01T24:00:00Z', '2026-06-30T23:59:60Z', '2026-11-22T09:41:07', '2026-11-22', '2026-13-01T00:00:00Z'],
    ...['2026-11-22T09:41:07+25:00', '+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '1764000000', '昨天', ''],
  ];
  it.each([['occurredAt'], ['state', 'openedAt'], ['state', 'dueAt'], ['state', 'closedAt']])(
    'times: %s %s refuses all that lie on no calendar',
    async (...path) => {
      const { body } = await app.send(
        'desk',
        TIMES.map((time) => itemWith(path.filter(Boolean), time)),
      );
      const pointer = `/${path.filter(Boolean).join('/')}`;
      expect(body.rejected.map((reject) => [TIMES[reject.index], reject.code, reject.pointer])).toEqual(
        TIMES.map((time) => [time, 'time/impossible', pointer]),
      );
    },
  );

  it('coordinates beyond the earth are refused, its edges are not', async () => {
    const beyond = [
      [180.0001, 0],
      [-181, 0],
      [0, 90.1],
      [0, -91],
      [1e308, 0],
      [30, 120],
      [-1e308, -1e308],
    ];
    for (const crs of ['wgs84', 'gcj02', 'bd09', 'cgcs2000']) {
      const answer = await app.send(
        'desk',
        beyond.map(([lon, lat]) => item({ location: { lon, lat, crs } })),
      );
      expect(answer.body.rejected.map(({ code }) => code)).toEqual(beyond.map(() => 'location/impossible'));
    }
    const infinite = JSON.stringify(item({ location: { lon: 0, lat: 7 } })).replace('"lon":0', '"lon":1e400');
    expect((await app.send('desk', infinite)).body.rejected[0]).toMatchObject({ pointer: '/location/lon' });
    const edges = [
      [180, 90],
      [-180, -90],
      [0, 0],
      [-0, 90],
    ].map(([lon, lat]) => item({ location: { lon, lat } }));
    expect((await app.send('desk', edges)).body).toMatchObject({ accepted: edges.length });
  });
});

describe('keys', () => {
  it('of another source write under its own name only; mixed, revoked and unknown ones are 401', async () => {
    const forged = {
      specversion: '1.0',
      id: 'forged',
      source: 'desk',
      type: 'risk.gas',
      data: item({ stream: 'risk', type: 'risk.gas' }),
    };
    await app.send('other', forged, { 'content-type': 'application/cloudevents+json' });
    const { rows } = await app.db.query<{ source: string }>('select source from observation where record = $1', [
      forged.data.id,
    ]);
    expect(rows).toEqual([{ source: 'other' }]);
    expect((await app.send('other', item({ source: 'desk', stream: 'risk' }))).body.rejected[0]).toMatchObject({
      pointer: '/source',
    });
    expect((await app.send('other', item())).body.rejected[0]).toMatchObject({ code: 'source/stream-not-allowed' });
    const [name] = (app.keys['desk'] as string).split('_').slice(1);
    const secret = (app.keys['other'] as string).slice(`cb_${name}_`.length);
    for (const key of [
      `cb_${name}_${secret}`,
      'cb_',
      'cb__',
      `cb_${name}_`,
      'x'.repeat(5000),
      '密钥'.length.toString(),
    ])
      expect((await app.send('desk', item(), { authorization: `Bearer ${key}` })).status).toBe(401);
    const made = (await (await admin.send('POST', '/api/v1/sources/desk/keys', {})).json()) as {
      id: string;
      key: string;
    };
    const bearer = { authorization: `Bearer ${made.key}` };
    expect((await app.send('desk', item(), bearer)).status).toBe(200);
    expect((await admin.send('DELETE', `/api/v1/sources/desk/keys/${made.id}`)).ok).toBe(true);
    expect((await app.send('desk', item(), bearer)).status).toBe(401);
  });
});

async function allRows(): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (let cursor = ''; ;) {
    const answer = await duty.get(`/api/v1/rows?query=observations.total&limit=500${cursor && `&cursor=${cursor}`}`);
    const page = (await answer.json()) as { rows: { record: string }[]; cursor: string | null };
    for (const row of page.rows) found.set(row.record, row);
    if (page.cursor === null) return found;
    cursor = encodeURIComponent(page.cursor);
  }
}

/** The big list of naughty strings where the shared data are. */
function blns(): string[] {
  try {
    return JSON.parse(readFileSync(join(pathOf('shared-data'), 'badinput/blns.json'), 'utf8')) as string[];
  } catch {
    return [];
  }
}
