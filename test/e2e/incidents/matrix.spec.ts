import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Permission, Role } from '../../../protocol/identity.js';
import type { Incident } from '../../../protocol/incident.js';
import { MoveInput } from '../../../protocol/incident-command.js';
import type { MoveCommand } from '../../../protocol/procedure.js';
import { DEMO_PEOPLE } from '../../../server/identity/demo.data.js';
import { DEFAULT_PERMISSIONS } from '../../../server/identity/permissions.data.js';
import { BUILT_IN_PROCEDURES } from '../../../server/domain/incidents/procedures.data.js';
import { stateOf } from '../../../server/domain/incidents/procedure.rules.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, THERE, type IncidentApp } from '../../support/incidents.js';

const PEOPLE = DEMO_PEOPLE.filter((person, i, all) => all.findIndex((p) => p.role === person.role) === i);
const GROUNDS = ['own district', 'other district', 'given to officer'] as const;
type Ground = (typeof GROUNDS)[number];
const reason = '测试';
/** Commands beside moves: path, body, and any one of these permissions. */
const OTHERS: readonly [path: string, body: object, may: readonly Permission[]][] = [
  ['grades', { priority: 1, reason }, ['incidents.dispatch']],
  ['supervisions', { reason }, ['incidents.approve']],
  ['reminders', { reason }, ['incidents.review']],
  ['extensions', { minutes: 5, reason }, ['incidents.act']],
  ['extensions/decision', { approved: false }, ['incidents.approve']],
  ['merges', { into: '00000000-0000-7000-8000-000000000000' }, ['incidents.dispatch']],
  ['merges/undo', {}, ['incidents.dispatch']],
  ['relations', { kind: 'parent', to: null }, ['incidents.dispatch']],
  ['comments', { text: reason }, ['incidents.comment']],
];

let app: IncidentApp;
const incidents = new Map<string, Record<Ground, Incident>>();
beforeAll(async () => {
  app = await bootIncidents();
  const types = {
    'city-management': 'env.exposed_garbage',
    emergency: 'acc.fire.outdoor',
    'street-order': 'street.drying',
  };
  let step = 0;
  for (const [procedure, type] of Object.entries(types)) {
    const near = (at: typeof HERE) => ({ type, location: { lon: at.lon, lat: at.lat + 0.002 * ++step } });
    const made = [
      await app.open('grid', near(HERE)),
      await app.open('grid', near(THERE)),
      await app.open('grid', near(HERE)),
    ] as const;
    incidents.set(procedure, { 'own district': made[0], 'other district': made[1], 'given to officer': made[2] });
  }
}, 60_000);
afterAll(() => app?.close());

/** What the table of permissions lets a role do on a ground. */
function reaches(role: Role, may: readonly Permission[], ground: Ground): boolean {
  return may.some((permission) => {
    const reach = DEFAULT_PERMISSIONS[role][permission] ?? 'none';
    if (reach === 'district') return ground !== 'other district';
    return reach === 'city' || (reach === 'own' && role === 'officer' && ground === 'given to officer');
  });
}

/** Puts an incident where a command can be tried, whatever happened to it before. */
async function put(incident: Incident, procedure: (typeof BUILT_IN_PROCEDURES)[number], state: string, ground: Ground) {
  const { lane } = stateOf(procedure, state);
  await app.db.query(
    `update incident set state = $2, lane = $3, closed_at = case when $3::text is null then city_now() end, back_to = $4, reviewed = true,
       assignees = case when $5 then (select array_agg(id) from account where username = 'officer') else '{}' end where id = $1`,
    [incident.id, state, lane, procedure.initial, ground === 'given to officer'],
  );
}

const HTTP_MOVES = new Set<MoveCommand>(MoveInput.shape.command.options);
const WAYS = BUILT_IN_PROCEDURES.flatMap((procedure) =>
  procedure.transitions
    .filter((way) => HTTP_MOVES.has(way.command))
    .map((way) => [`${procedure.id} ${way.command} ${way.from[0]}`, { procedure, way }] as const),
);

describe('who may move what', () => {
  it.each(WAYS)('%s', async (_, { procedure, way }) => {
    const body = { command: way.command, reason, outcome: way.outcomes[0], until: '2099-01-01T00:00:00Z' };
    for (const { role, username } of PEOPLE) {
      for (const ground of GROUNDS) {
        const incident = (incidents.get(procedure.id) as Record<Ground, Incident>)[ground];
        await put(incident, procedure, way.from[0] as string, ground);
        const { status } = await app.act(username, `${incident.id}/moves`, body);
        const isHeard = ![401, 403, 404].includes(status);
        expect(`${role} ${ground} ${isHeard}`).toBe(`${role} ${ground} ${reaches(role, way.permissions, ground)}`);
      }
    }
  });
});

describe('who may do what beside moves', () => {
  const procedure = BUILT_IN_PROCEDURES.find((p) => p.id === 'city-management') as (typeof BUILT_IN_PROCEDURES)[number];

  it.each(OTHERS)('%s', async (path, body, may) => {
    for (const { role, username } of PEOPLE) {
      for (const ground of GROUNDS) {
        const incident = (incidents.get(procedure.id) as Record<Ground, Incident>)[ground];
        await put(incident, procedure, path === 'merges/undo' ? 'merged' : 'signed', ground);
        const { status, body: told } = await app.act(username, `${incident.id}/${path}`, body);
        // Who is heard may still be refused: nobody grants what he asked for, nothing is merged into what does not exist.
        const isDeaf = /^(permission|session|origin)\//.test(told.code) || told.code === 'incident/out-of-reach';
        const isHeard = status === 200 || (!isDeaf && !told.detail?.includes('within your reach'));
        expect(`${role} ${ground} ${isHeard}`).toBe(`${role} ${ground} ${reaches(role, may, ground)}`);
      }
    }
  });
});

describe('what is read', () => {
  it('holds nothing of incidents out of reach, and no words for a display', async () => {
    const { 'given to officer': given, 'own district': own } = incidents.get('city-management') as Record<
      Ground,
      Incident
    >;
    const procedure = BUILT_IN_PROCEDURES[1] as (typeof BUILT_IN_PROCEDURES)[number];
    await put(given, procedure, 'signed', 'given to officer');
    await put(own, procedure, 'filed', 'own district');
    const officer = await app.as('officer');
    const list = await (await officer.send('GET', '/api/v1/incidents?filter=all')).text();
    expect(list).toContain(given.no);
    expect(list).not.toContain(own.no);
    expect(list).toContain('暴露垃圾');
    const foreign = await officer.send('GET', `/api/v1/incidents/${own.no}`);
    expect([foreign.status, (await foreign.text()).includes('暴露垃圾')]).toEqual([404, false]);
    for (const path of [
      'incidents?filter=all',
      `incidents/${own.no}`,
      'duty-queue',
      'situation',
      'rows?query=incidents.open',
    ]) {
      const display = await (await (await app.as('display')).send('GET', `/api/v1/${path}`)).text();
      expect(`${path} ${/暴露垃圾|测试/.test(display)}`).toBe(`${path} false`);
    }
  });

  it('needs a shift lead for what shift leads hold, whatever the role says', async () => {
    const { 'own district': own } = incidents.get('city-management') as Record<Ground, Incident>;
    await app.db.query("update account set shift_lead = false where username = 'duty'");
    const refused = async () => (await app.act('duty', `${own.id}/supervisions`, { reason })).status;
    await eventually(refused, (status) => status === 403);
    expect((await app.act('duty', `${own.id}/comments`, { text: reason })).status).toBe(200);
  });
});
