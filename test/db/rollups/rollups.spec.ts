import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RollupsReactor } from '../../../server/domain/rollups/rollups.reactor.js';
import { RollupsService } from '../../../server/domain/rollups/rollups.service.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { journalInstance, type JournalInstance } from '../../support/journal.js';
import { Ledger, type Draft } from '../../support/ledger.js';

const HOUR_MS = 3_600_000;
const DUMPS = {
  minute: 'select * from rollup_minute where n <> 0 order by 1, 2, 3, 4, 5, 6, 7',
  hour: 'select * from rollup_hour where n <> 0 order by 1, 2, 3, 4, 5, 6, 7',
  day: 'select * from rollup_day where n <> 0 order by 1, 2, 3, 4, 5, 6, 7',
  cube: 'select * from rollup_cube where n <> 0 order by 1, 2, 3, 4, 5, 6',
  hex: 'select * from rollup_hex where n <> 0 order by minute, h3, priority, stream, type',
  received: 'select * from rollup_received order by 1, 2',
  rejected: 'select * from rollup_rejected order by 1, 2, 3',
};

const draft = (nowMs: number): fc.Arbitrary<Draft> =>
  fc.record({
    source: fc.constantFrom('a', 'b'),
    // Up to three days back: across midnights, the 48 h of minutes and the 6 h of cells, but not on those very borders.
    occurredMs: fc
      .oneof(fc.nat(350), fc.integer({ min: 370, max: 47 * 60 }), fc.integer({ min: 49 * 60, max: 72 * 60 }))
      .map((minutes) => nowMs - minutes * 60_000),
    district: fc.constantFrom('990101', '990102', '-'),
    type: fc.constantFrom('t1', 't2'),
    priority: fc.constantFrom(1, 2, 3, 4),
    placed: fc.constantFrom('in', 'outside', 'unlocated'),
    h3: fc.constantFrom('89400c0ac47ffff', '89400c0ac4fffff', null),
    open: fc.boolean(),
    drill: fc.constantFrom(false, false, false, true),
  });

let database: TestDatabase;
let instance: JournalInstance;

const query = async (text: string): Promise<Record<string, unknown>[]> =>
  (await instance.database.system.query<Record<string, unknown>>(text)).rows;
const dump = async () => {
  const tables: Record<string, unknown[]> = {};
  for (const [name, text] of Object.entries(DUMPS)) tables[name] = await query(text);
  return tables;
};

/** Counts by SQL on observations alone, by people who never heard of roll-ups. */
async function independent() {
  return {
    hour: await query(
      `select floor(extract(epoch from occurred_at) / 3600)::int as hour, district, stream, type, priority, placed, source, count(*)::int as n
       from observation where counted and not is_drill group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`,
    ),
    open: await query(
      `select count(*)::int as n from source_record r join observation o on o.id = r.observation where r.is_open and not o.is_drill`,
    ),
  };
}

it('roll-ups folded from late, moved, closed and drilled records equal those built anew, and SQL on observations', async () => {
  const steps = fc.array(fc.nat(3), { minLength: 4, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(steps, fc.gen(), async (kinds, g) => {
      database = await freshDatabase();
      instance = await journalInstance(database.url);
      try {
        await oneStory(kinds, g);
      } finally {
        await instance.stop();
        await database.drop();
      }
    }),
    { numRuns: 8 },
  );
}, 120_000);

async function oneStory(kinds: readonly number[], g: fc.GeneratorValue): Promise<void> {
  const reactor = new RollupsReactor(instance.follower, instance.clock);
  const rollups = new RollupsService(instance.database, instance.clock, reactor);
  const ledger = new Ledger(instance);
  const nowMs = instance.clock.now();
  reactor.onModuleInit();
  for (const kind of kinds) {
    if (kind < 2 || ledger.size === 0) {
      await ledger.record(g(fc.array, draft(nowMs), { minLength: 1, maxLength: 20 }));
    } else if (kind === 2) {
      const { source: _source, occurredMs: _occurredMs, drill: _drill, ...change } = g(draft, nowMs);
      await ledger.amend(g(fc.nat), change);
    } else await ledger.append(rejects(nowMs, g(fc.nat, 5)));
  }
  const top = Number((await query('select coalesce(max(seq), 0) as seq from journal_entry'))[0]?.seq);
  const cursor = async () => Number((await query("select seq from reader where name = 'rollups'"))[0]?.seq);
  await eventually(cursor, (seq) => seq === top, 15_000);
  const folded = await dump();
  expect(folded['hour']).toEqual((await independent()).hour);
  const open = (folded['cube'] as { open: number }[]).reduce((sum, row) => sum + row.open, 0);
  expect(open).toBe((await independent()).open[0]?.n);
  expect(await rollups.rebuild()).toBe(top);
  expect(await dump()).toEqual(folded);
}

function rejects(nowMs: number, n: number) {
  const receivedAt = new Date(nowMs - n * HOUR_MS).toISOString();
  return [
    { fact: { type: 'intake.rejected', source: 'a', receivedAt, code: 'time/bad', n: n + 1 } as const },
    { fact: { type: 'dead-letter.settled', source: 'a', code: 'time/bad', outcome: 'discarded', n: 1 } as const },
  ];
}
