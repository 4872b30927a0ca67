import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Partitions } from '../../../server/intake/partitions.service.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { Database } from '../../../server/platform/database.js';
import { Metrics } from '../../../server/platform/metrics.js';

describe('partitions', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await bootApp({ listen: false });
  });
  afterAll(() => city.close());

  it('are there for this month and three more, and for a week of readings, before anything is taken in', async () => {
    const { rows } = await city.app.get(Database, { strict: false }).system.query<{ parent: string; n: number }>(
      `select p.relname as parent, count(*)::int as n from pg_inherits i join pg_class p on p.oid = i.inhparent
       where p.relname in ('observation', 'reading') group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { parent: 'observation', n: 4 + 1 },
      { parent: 'reading', n: 14 + 1 + 7 + 1 },
    ]);
  });

  it('are kept: a turn counts what fell beside them and drops old readings', async () => {
    const { system } = city.app.get(Database, { strict: false });
    await system.query(
      "create table reading_2020_01_01 partition of reading for values from ('2020-01-01') to ('2020-01-02')",
    );
    await system.query(
      "insert into reading (sensor, at, value, batch) values ('s', '2090-01-01', 1, gen_random_uuid())",
    );
    await city.app.get(Partitions, { strict: false }).keep();
    const { rows } = await system.query("select 1 from pg_class where relname = 'reading_2020_01_01'");
    expect(rows).toEqual([]);
    const metric = await city.app.get(Metrics, { strict: false }).registry.metrics();
    expect(metric).toMatch(/intake_default_partition_rows\{table="reading"\} 1/);
  });
});
