import { Injectable } from '@nestjs/common';
import type { RoutingImport, RoutingImported } from '../../../protocol/unit-admin.js';
import { faultsOfRoute } from '../../city/profile/forces.rules.js';
import { replaceRoutes } from '../../city/profile/units.import.js';
import { RouteLine, routesOf } from '../../city/profile/units.rules.js';
import { CityChanges, type Doing } from './city-changes.service.js';
import { invalid, linesOf } from './lines.csv.rules.js';
import { requireManaged } from './manage.rules.js';

const MOST = 10_000;

/** Changes the routing table, which is one for the whole city. */
@Injectable()
export class RoutingAdmin {
  constructor(private readonly changes: CityChanges) {}

  /** Puts rules in the place of all. @throws input/invalid (422) with a pointer to each fault, routing/out-of-reach (403) */
  async import({ rules, csv }: RoutingImport, doing: Doing): Promise<RoutingImported> {
    requireManaged(doing.who, '-', 'routing');
    const rows = rules ?? linesOf(csv ?? '', RouteLine, MOST);
    return this.changes.make(async (db) => {
      const known = this.changes.known();
      const faults = rows.flatMap((row, n) =>
        faultsOfRoute(row, known).map(({ field, message }) => ({
          pointer: `/${rules === undefined ? 'csv' : 'rules'}/${n}/${field}`,
          code: 'input/unknown',
          detail: `${rules === undefined ? `line ${n + 2}` : `row ${n + 1}`}, ${field}: ${message}`,
        })),
      );
      if (faults.length > 0) throw invalid(faults);
      const answer = await replaceRoutes(db, routesOf(rows) ?? []);
      return { entry: { action: 'routing.imported', detail: answer }, answer: () => Promise.resolve(answer) };
    }, doing);
  }
}
