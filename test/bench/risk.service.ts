/** The service of bench:risk, before it listens and after: storing alone is what it does with none of its readers running. */
import { CityStore } from '../../server/city/city.store.js';
import { snapshotOf } from '../../server/city/city-snapshot.rules.js';
import type { CityRows } from '../../server/city/city-rows.js';
import { RiskKeeper } from '../../server/domain/risk-index/keeper.service.js';
import { Accept } from '../../server/intake/accept.service.js';
import type { Waiting } from '../../server/intake/group.js';
import { GroupWriter } from '../../server/intake/group.writer.js';
import { readItem } from '../../server/intake/item-reader.js';
import { ItemPreparer } from '../../server/intake/item.preparer.js';
import { lines } from '../../server/intake/json-scan.js';
import { Partitions } from '../../server/intake/partitions.service.js';
import type { Journal } from '../../server/journal/journal.js';
import { Clock } from '../../server/platform/clock.js';
import { Database } from '../../server/platform/database.js';
import { readingItem } from './risk.city.js';

/** Builds it on the database of the environment, with reference data that is held only in memory. */
export async function openService(city: CityRows) {
  const { loadConfig } = await import('../../server/platform/config.js');
  const { createService } = await import('../../server/service.js');
  const app = await createService(loadConfig());
  const store = app.get(CityStore);
  const hold = () => store.replace(snapshotOf({ ...city, version: store.current.rows.version }));
  await app.get(Partitions, { strict: false }).keep();
  hold();
  const writerOf = (writer: GroupWriter) => async (group: Waiting[]) => void (await writer.write(group));
  const silent = { append: () => Promise.resolve(0) } as unknown as Journal;
  /** Requests of `size` readings, one a line. */
  const bodies = (run: string, total: number, size: number): Buffer[] => {
    const of = { sensors: city.sensors.length, run, startMs: app.get(Clock).now() - 30_000 };
    return Array.from({ length: total / size }, (_, g) => {
      const items = Array.from({ length: size }, (__, i) => JSON.stringify(readingItem(g * size + i, of)));
      return Buffer.from(items.join('\n'));
    });
  };
  const service = {
    url: '',
    listen: async () => {
      await app.listen(0, '127.0.0.1');
      service.url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
      hold();
    },
    /** Storing with a journal that writes nothing, while no reader runs. */
    storingAlone: () => writerOf(new GroupWriter(app.get(Database), silent, app.get(Clock))),
    storing: () => writerOf(app.get(GroupWriter, { strict: false })),
    /** Storing from the bytes on, as a request does: read, checked, located, sealed and stored, whether readers run or not. */
    taking: () => {
      const accept = app.get(Accept, { strict: false });
      return async (body: Buffer) => {
        const answer = await accept.take('bench', body, { format: 'ndjson', transport: 'http' });
        if (answer.rejected.length > 0) throw new Error(JSON.stringify(answer.rejected[0]));
      };
    },
    bodies,
    /** Prepared readings, for storing without the way of bytes to rows. */
    groups: (run: string, total: number, size: number): Waiting[][] => {
      const preparer = app.get(ItemPreparer, { strict: false });
      const context = app.get(Accept, { strict: false }).contextOf('bench', { format: 'ndjson', transport: 'http' });
      const job = { settle: () => undefined };
      return bodies(run, total, size).map((body) =>
        lines(body).map((slice, i) => ({ unit: preparer.prepare(readItem(body, slice, true), i, context), job })),
      );
    },
    /** States the risk index, unless the service's own turn did so meanwhile. */
    stateRisk: () => app.get(RiskKeeper, { strict: false }).turn(),
    close: () => app.close(),
  };
  return service;
}
