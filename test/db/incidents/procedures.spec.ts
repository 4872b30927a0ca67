import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Procedure } from '../../../protocol/procedure.js';
import { activate } from '../../../server/domain/incidents/procedures.queries.js';
import { ProcedureBook } from '../../../server/domain/incidents/procedures.service.js';
import { EMERGENCY } from '../../../server/domain/incidents/procedures/emergency.data.js';
import { RolePermissions } from '../../../server/identity/role-permissions.service.js';
import { Database } from '../../../server/platform/database.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  test = await freshDatabase();
  db = new Database(test.url);
});
afterAll(async () => {
  await db?.onApplicationShutdown();
  await test?.drop();
});

const book = () => new ProcedureBook(db, new RolePermissions(db));
const add = (definition: Procedure) =>
  db.system.query('insert into procedure (id, version, definition) values ($1, $2, $3)', [
    definition.id,
    definition.version,
    JSON.stringify(definition),
  ]);

it('a start seeds the built-in procedures once; incidents go on by their own version', async () => {
  await book().ready();
  await add({ ...EMERGENCY, version: 3, nameEn: 'Emergency, second edition' });
  const waiting = book();
  await waiting.ready();
  expect(waiting.latest('emergency').version).toBe(2);
  await db.tx(db.system, (client) => activate(client, { id: 'emergency', version: 3, by: 'admin' }));
  const second = book();
  await second.ready();
  expect(second.all()).toHaveLength(4);
  expect(second.latest('emergency').version).toBe(3);
  expect(second.of({ procedure: 'emergency', procedureVersion: 2 }).nameEn).toBe('Emergency');
});

it('a start fails on procedures that cannot be used, and names all their faults', async () => {
  const stuck = { ...EMERGENCY, id: 'stuck', transitions: EMERGENCY.transitions.filter((t) => t.command !== 'sign') };
  await add(stuck);
  await add({ ...EMERGENCY, id: 'nowhere', initial: 'nothing' });
  const refused = await book()
    .ready()
    .catch((error: Error) => error.message);
  expect(refused).toContain('procedure stuck v2: state signed cannot be reached');
  expect(refused).toContain('procedure nowhere v2: it begins in nothing, which is no state of it');
});
