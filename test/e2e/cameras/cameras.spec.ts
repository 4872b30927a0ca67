import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Cameras } from '../../../protocol/camera.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { signedIn, type Caller } from '../../support/caller.js';

const PASSWORD = 'demo-password-for-tests';
let app: TestApp;
let operator: Caller;
beforeAll(async () => {
  app = await bootApp({
    env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, CITY_PROFILE: join('simulator', 'lanchuan') },
  });
  operator = await signedIn(app.url, 'operator', PASSWORD);
}, 60_000);
afterAll(() => app?.close());

const read = async (query: string, who = operator) =>
  who.json<Cameras & { errors?: { pointer: string }[] }>('GET', `/api/v1/cameras${query}`);

it('the three nearest to a point come first and grow farther; all of the register comes page by page', async () => {
  const near = (await read('?lon=119.87&lat=38.78&limit=3')).body.cameras;
  const distances = near.map((camera) => camera.distanceM ?? -1);
  expect(distances).toHaveLength(3);
  expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  const all: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = (await read(`?limit=30${cursor && `&cursor=${cursor}`}`)).body as Cameras;
    all.push(...page.cameras.map((camera) => camera.code));
    cursor = page.cursor;
  }
  expect(all).toHaveLength(84);
  expect(new Set(all).size).toBe(84);
  const nearest = (await read('?lon=119.87&lat=38.78&limit=84')).body.cameras;
  expect(nearest.slice(0, 3).map((camera) => camera.code)).toEqual(near.map((camera) => camera.code));
});

it('an officer sees the cameras of the own district, whatever is asked for; a point is whole', async () => {
  const officer = await signedIn(app.url, 'officer', PASSWORD);
  const seen = (await read('?limit=500', officer)).body.cameras;
  expect(new Set(seen.map((camera) => camera.district)).size).toBe(1);
  const other = (await read('?limit=500')).body.cameras.find((camera) => camera.district !== seen[0]?.district);
  expect((await read(`?district=${other?.district}`, officer)).body.cameras).toEqual([]);
  const half = await read('?lon=119.87');
  expect(half).toMatchObject({ status: 422, body: { errors: [{ pointer: '/lat' }] } });
});
