import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { VitalMeasured } from '../../../protocol/facts/feeds.js';
import { VitalsReactor } from '../../../server/domain/vitals/vitals.reactor.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { heard } from '../../support/facts.js';
import { eventually } from '../../support/eventually.js';
import { journalInstance, type JournalInstance } from '../../support/journal.js';

const START = Date.parse('2026-03-01T00:00:00Z');
const at = (s: number) => new Date(START + s * 1000).toISOString();

describe('vital signs', () => {
  let database: TestDatabase;
  let city: JournalInstance;

  beforeAll(async () => {
    database = await freshDatabase();
    city = await journalInstance(database.url);
    await city.database.system.query(`
      insert into source (id, name_zh, name_en, streams) values ('iot', 'iot', 'iot', '{risk}');
      insert into sensor (id, metric, unit, name_zh, name_en, source, expect_every_seconds)
      values ('w1', 'level', 'm', '', '', 'iot', 60), ('w2', 'level', 'm', '', '', 'iot', 60), ('w3', 'level', 'm', '', '', 'iot', null),
             ('t1', 'temp', 'C', '', '', 'iot', 60);
      insert into vital_sign (id, position, name_zh, name_en, owner_zh, owner_en, unit, metric, fold, threshold, expect_every_seconds)
      values ('flooded', 1, '', '', '', '', '', 'level', 'above', 0.5, 60), ('mean-level', 2, '', '', '', '', '', 'level', 'mean', null, 60)`);
    new VitalsReactor(city.follower).onModuleInit();
  });
  afterAll(async () => {
    await city.stop();
    await database.drop();
  });

  async function send(receivedS: number, readings: [sensor: string, s: number, value: number, quality?: number][]) {
    const batch = randomUUID();
    for (const [sensor, s, value, quality = 0] of readings) {
      await city.database.system.query(
        'insert into reading (sensor, at, value, quality, batch) values ($1, $2, $3, $4, $5)',
        [...[sensor, at(s), value, quality, batch]],
      );
    }
    const fact = { source: 'iot', batch, readings: readings.length, observations: 0, receivedAt: at(receivedS) };
    const seq = await city.append([heard(fact)]);
    await eventually(async () => {
      const { rows } = await city.database.system.query<{ seq: string }>(
        "select seq from reader where name = 'vitals'",
      );
      return Number(rows[0]?.seq ?? 0) >= seq;
    }, Boolean);
  }
  async function measured(vital: string) {
    const { rows } = await city.database.system.query<{ fact: VitalMeasured }>(
      "select fact from journal_entry where type = 'vital.measured' and subject = $1 order by seq",
      [vital],
    );
    return rows.map(({ fact }) => [fact.value, fact.at, fact.sensors, fact.of]);
  }

  it('move once for a batch, with the newest good value of each fresh sensor', async () => {
    await send(10, [
      ['w1', 0, 0.2],
      ['w1', 10, 0.6],
      ['w2', 5, 0.4],
      ['w2', 9, 9.9, 2],
    ]);
    expect(await measured('flooded')).toEqual([[1, at(10), 2, 3]]);
    expect(await measured('mean-level')).toEqual([[0.5, at(10), 2, 3]]);
  });

  it('stay when only older values, or none of their metric, come in', async () => {
    await send(20, [['w1', 3, 5]]);
    await send(21, [['t1', 20, 30]]);
    expect(await measured('flooded')).toHaveLength(1);
  });

  it('lose a sensor that is silent for more than five rhythms', async () => {
    await send(320, [['w3', 320, 1]]);
    expect((await measured('mean-level')).at(-1)).toEqual([1, at(320), 1, 3]);
    const { rows } = await city.database.system.query(
      "select value, sensors from vital_minute where vital = 'mean-level' order by minute",
    );
    expect(rows).toEqual([
      { value: 0.5, sensors: 2 },
      { value: 1, sensors: 1 },
    ]);
  });

  it('correct the quarter of an hour that late readings belong to, and nothing else', async () => {
    const before = (await measured('mean-level')).length;
    await send(7200, [
      ['w1', 1000, 0.7],
      ['w1', 1100, 0.9],
      ['w2', 1700, 0.3],
    ]);
    expect((await measured('flooded')).at(-1)).toEqual([1, at(1700), 2, 3]);
    const late = (await measured('mean-level')).slice(before);
    expect(late).toEqual([[expect.closeTo(0.6), at(1700), 2, 3]]);
  });
});
