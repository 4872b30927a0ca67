import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CapTaken, Warning, Warnings } from '../../../protocol/warning.js';
import type { Problem } from '../../../protocol/problem.js';
import { capReference, capXml, type CapParts } from '../../support/cap.js';
import { eventually } from '../../support/eventually.js';
import { signedIn } from '../../support/caller.js';
import { HERE, PASSWORD, THERE } from '../../support/incidents.js';
import { bootIntake, type IntakeApp } from '../../support/intake.js';

let app: IntakeApp;
beforeAll(async () => {
  const sources = [{ id: 'weather', streams: ['risk' as const] }, { id: 'hotline', streams: ['complaint' as const] }]; // prettier-ignore
  app = await bootIntake(sources, { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD });
}, 60_000);
afterAll(() => app?.close());

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Math.floor((Date.now() - ms) / 1000) * 1000);
/** When the warnings of the first test were sent. */
const [RED, BLUE] = [ago(2 * HOUR), ago(HOUR)];
const post = async (xml: string, { source = 'weather', type = 'application/cap+xml' } = {}) => {
  const answer = await fetch(`${app.url}/api/v1/intake/warnings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.keys[source]}`, 'content-type': type },
    body: xml,
  });
  return { status: answer.status, body: (await answer.json()) as CapTaken & Problem };
};
const take = async (parts: CapParts): Promise<string> => {
  const { status, body } = await post(capXml({ expires: new Date(Date.now() + HOUR), ...parts }));
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.id;
};
const callers = new Map<string, ReturnType<typeof signedIn>>();
const as = (username: string) => {
  const caller = callers.get(username) ?? signedIn(app.url, username, PASSWORD);
  callers.set(username, caller);
  return caller;
};
const list = async (query = '', username = 'operator') =>
  (await (await as(username)).json<Warnings>('GET', `/api/v1/warnings?${query}`)).body;
const one = async (id: string) => (await list('state=all')).items.find((w) => w.id === id);
const stands = (id: string, state: Warning['state']) =>
  eventually(
    () => one(id),
    (w) => w?.state === state,
  );

it('a warning is in force by time and area; severe ones are never hidden by milder or older ones', async () => {
  const red = await take({ identifier: 'red', sent: RED, headline: '暴雨红色预警' });
  const blue = await take({ identifier: 'blue', sent: BLUE, headline: '暴雨蓝色预警' });
  await stands(blue, 'in-force');
  const { items, worst } = await list('district=990101', 'display');
  expect(items.map((w) => [w.id, w.colour])).toEqual([[red, 'red'], [blue, 'blue']]); // prettier-ignore
  expect(worst).toEqual({ '990101': red });
  expect((await list('district=990102')).items).toEqual([]);
  expect((await list(`lon=${HERE.lon}&lat=${HERE.lat}`)).items).toHaveLength(2);
  expect((await list(`lon=${THERE.lon}&lat=${THERE.lat}`)).items).toEqual([]);
  // An older update that names only the blue one ends the blue one; the red one stands.
  const update = { identifier: 'blue-2', sent: ago(HOUR / 2), msgType: 'Update', headline: '暴雨黄色预警' };
  const yellow = await take({ ...update, references: capReference({ identifier: 'blue', sent: BLUE }) });
  await stands(blue, 'superseded');
  expect((await list()).items.map((w) => w.id)).toEqual([red, yellow]);
  expect((await one(yellow))?.chain).toBe(blue);
  const cancel = { identifier: 'red-off', sent: ago(60_000), msgType: 'Cancel', info: '' };
  await take({ ...cancel, references: capReference({ identifier: 'red', sent: RED }) });
  await stands(red, 'cancelled');
  expect((await list(`at=${ago(30 * 60_000).toISOString()}`)).items).toEqual([]);
});

it('a cancel that comes before what it cancels holds, and what is late or only a test warns nobody', async () => {
  const sent = ago(3 * HOUR);
  const references = capReference({ identifier: 'late', sent });
  await take({ identifier: 'early-off', sent: ago(HOUR), msgType: 'Cancel', info: '', references });
  const late = await take({ identifier: 'late', sent });
  const old = await take({ identifier: 'old', sent, expires: ago(HOUR) });
  await stands(late, 'cancelled');
  await stands(old, 'expired');
  const test = await take({ identifier: 'test', sent, status: 'Test' });
  const exercise = await take({ identifier: 'exercise', sent, status: 'Exercise', headline: '暴雨红色预警' });
  await eventually(
    () => list('drill=1'),
    ({ items }) => items.some((w) => w.id === exercise),
  );
  expect(await one(test)).toBeUndefined();
  expect((await list()).items.map((w) => w.id)).not.toContain(exercise);
});

it('a warning is over at its second, and says so once', async () => {
  const id = await take({
    identifier: 'brief',
    sent: ago(0),
    expires: new Date(Math.ceil(Date.now() / 1000) * 1000 + 3000),
  });
  await stands(id, 'in-force');
  const facts = async () =>
    (await app.db.query<{ type: string }>('select type from journal_entry where subject = $1 order by seq', [id])).rows;
  await eventually(facts, (rows) => rows.length === 3, 10_000);
  expect((await facts()).map((row) => row.type)).toEqual(['warning.received', 'warning.issued', 'warning.ended']);
  expect(await one(id)).toMatchObject({ state: 'expired' });
});

it('the same message twice is one; another under its name, bad ones and foreign bodies are refused and kept', async () => {
  const parts = { identifier: 'twice', sent: ago(HOUR), expires: new Date(Date.now() + HOUR) };
  const first = await post(capXml(parts));
  expect((await post(capXml(parts))).body).toEqual({ ...first.body, duplicate: true });
  expect((await post(capXml({ ...parts, severity: 'Minor' }))).body).toMatchObject({
    ...{ status: 422, code: 'cap/identifier-reused' },
  });
  const bad = await post(capXml(parts).replace('<scope>Public</scope>', ''));
  expect(bad.body).toMatchObject({ status: 422, code: 'cap/missing', errors: [{ pointer: '/alert/scope' }] });
  const bomb = await post('<!DOCTYPE a [<!ENTITY x "y">]><alert>&x;</alert>');
  expect(bomb.body).toMatchObject({ status: 422, code: 'xml/doctype' });
  expect((await post('{}', { type: 'application/json' })).status).toBe(415);
  const admin = await signedIn(app.url, 'admin', PASSWORD);
  const { deadLetterId } = bad.body.present as { deadLetterId: string };
  const letter = await admin.json('GET', `/api/v1/intake/dead-letters/${deadLetterId}`);
  expect(letter.body).toMatchObject({ source: 'weather', code: 'cap/missing', pointer: '/alert/scope' });
  const again = await admin.json<{ outcome: string }>('POST', `/api/v1/intake/dead-letters/${deadLetterId}/replay`, {});
  expect(again.body).toMatchObject({ outcome: 'rejected', rejected: { code: 'cap/missing', deadLetterId } });
});

it('only feeds of the stream risk send warnings; people enter them where they may', async () => {
  const xml = capXml({ identifier: 'entered', sent: ago(0) });
  expect((await post(xml, { source: 'hotline' })).body).toMatchObject({
    status: 403,
    code: 'source/stream-not-allowed',
  });
  const enter = async (username: string) => {
    const { cookie } = await signedIn(app.url, username, PASSWORD);
    const headers = { origin: app.url, cookie, 'content-type': 'application/xml' };
    return (await fetch(`${app.url}/api/v1/warnings`, { method: 'POST', headers, body: xml })).status;
  };
  expect([await enter('officer'), await enter('operator')]).toEqual([403, 200]);
});
