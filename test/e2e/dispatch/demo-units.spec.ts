import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Me } from '../../../protocol/identity.js';
import type { LiveUnits } from '../../../protocol/live/units.js';
import type { OnDuty } from '../../../protocol/roster.js';
import type { UnitList } from '../../../protocol/unit.js';
import { BUILT_IN_CHAINS } from '../../../server/domain/escalations/chains.data.js';
import { DispatchWatch } from '../../../server/domain/dispatch/dispatch.watch.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { Caller, signedIn } from '../../support/caller.js';
import { eventually } from '../../support/eventually.js';

const PASSWORD = 'demo-password-for-tests';
let app: TestApp;
let duty: Caller;

beforeAll(async () => {
  const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, CITY_PROFILE: join('simulator', 'lanchuan') };
  // A Tuesday at ten in the evening: the street teams are off shift, the night squads are not.
  app = await bootApp({ env: { ...env, CITY_CLOCK: '2026-07-28T22:30:00+08:00@1' } });
  duty = await signedIn(app.url, 'duty', PASSWORD);
  await app.app.get(DispatchWatch).turn();
}, 60_000);
afterAll(() => app?.close());

it('the demo city is manned round the clock, and its street teams go home at night', async () => {
  const { body: roster } = await duty.json<OnDuty>('GET', '/api/v1/roster/now');
  expect(roster.posts).toHaveLength(27);
  expect(roster.posts.flatMap((post) => post.gaps)).toEqual([]);
  const centre = roster.posts.filter((post) => post.district === '-');
  expect(centre.map((post) => [post.id, post.onDuty.length])).toEqual(centre.map((post) => [post.id, 1]));
  // Whom an escalation turns to by post has somebody on it.
  const turnedTo = [...new Set(BUILT_IN_CHAINS.flatMap(({ steps }) => steps.map(({ to }) => to.ref)))];
  expect(centre.map((post) => post.id)).toEqual(expect.arrayContaining(turnedTo));
  const live = async () => (await duty.json<LiveUnits>('GET', '/api/v1/units-live')).body;
  await eventually(live, (state) => state.onShift === 49);
  const { total, units } = await live();
  expect(total).toBe(71);
  const off = units.filter((unit) => !unit.onShift).map((unit) => unit.id);
  expect(off).toHaveLength(22);
  expect(off.every((id) => id.startsWith('ZF-'))).toBe(true);
});

it('the field officer of the demo works in a street team of the own district', async () => {
  const officer = await signedIn(app.url, 'officer', PASSWORD);
  expect((await officer.json<Me>('GET', '/api/v1/me')).body.unit).toBe('ZF-01');
  const { body } = await officer.json<UnitList>('GET', '/api/v1/units?type=enforcement');
  expect(body.units.map((unit) => unit.district)).toEqual(body.units.map(() => '990101'));
});
