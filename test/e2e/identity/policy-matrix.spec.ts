import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Permission, type Role } from '../../../protocol/identity.js';
import { DEMO_PEOPLE } from '../../../server/identity/demo.data.js';
import { DEFAULT_PERMISSIONS } from '../../../server/identity/permissions.data.js';
import { listRoutes, type Route } from '../../../server/platform/routes.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { Caller, signedIn } from '../../support/caller.js';

const PASSWORD = 'demo-password-for-tests';
const OPEN = new Set(['public', 'local', 'source-key', 'signed-in']);
let app: TestApp;
let routes: Route[];
const callers = new Map<Role, Caller>();

beforeAll(async () => {
  app = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD } });
  const scanner = app.app.get(MetadataScanner, { strict: false });
  routes = listRoutes(app.app.get(DiscoveryService, { strict: false }), scanner);
  for (const { role, username } of DEMO_PEOPLE) callers.set(role, await signedIn(app.url, username, PASSWORD));
}, 60_000);

afterAll(() => app.close());

/** A path of the route that names nothing that exists. */
const pathOf = (route: Route) => route.path.replace(/:[a-zA-Z]+/g, '00000000-0000-4000-8000-000000000000');
const isGuarded = (route: Route) => !OPEN.has(route.policy ?? '');

test('every route names one policy, a permission or one of the written-out openings', () => {
  expect(routes.length).toBeGreaterThan(20);
  for (const route of routes) {
    expect([...OPEN, ...Permission.options]).toContain(route.policy);
  }
});

test('nobody gets anything without signing in but from public and local routes', async () => {
  const stranger = new Caller(app.url);
  for (const route of routes.filter((r) => r.policy !== 'public' && r.policy !== 'local')) {
    const { status } = await stranger.send(route.verb, pathOf(route));
    expect(`${route.verb} ${route.path} ${status}`).toBe(`${route.verb} ${route.path} 401`);
  }
});

test('a role is refused wherever the table of permissions says none', async () => {
  let cells = 0;
  for (const [role, caller] of callers) {
    for (const route of routes.filter(isGuarded)) {
      if ((DEFAULT_PERMISSIONS[role][route.policy as Permission] ?? 'none') !== 'none') continue;
      const { status } = await caller.send(route.verb, pathOf(route));
      expect(`${role} ${route.verb} ${route.path} ${status}`).toBe(`${role} ${route.verb} ${route.path} 403`);
      cells++;
    }
  }
  expect(cells).toBeGreaterThan(50);
}, 60_000);

test('a role is heard wherever the table gives it a reach', async () => {
  for (const [role, caller] of callers) {
    for (const route of routes.filter((r) => isGuarded(r) && r.verb === 'GET')) {
      if ((DEFAULT_PERMISSIONS[role][route.policy as Permission] ?? 'none') === 'none') continue;
      const answer = await caller.send('GET', pathOf(route));
      await answer.body?.cancel();
      expect([401, 403].includes(answer.status) && `${role} GET ${route.path} ${answer.status}`).toBe(false);
    }
  }
}, 60_000);

test('a key of a source opens no route of people, and a session none of sources', async () => {
  const operator = callers.get('operator');
  for (const route of routes.filter((r) => r.policy === 'source-key')) {
    expect((await operator?.send(route.verb, pathOf(route)))?.status).toBe(401);
  }
});
