import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { GRADES } from '../../../../protocol/object.js';
import { RISK_GRADES } from '../../../../protocol/risk-grade.js';
import type { VisitFrequencies, VisitFrequency } from '../../../../protocol/visit-frequency.js';
import { Audit } from '../../../identity/audit.service.js';
import { Journal } from '../../../journal/journal.js';
import { Database } from '../../../platform/database.js';
import type { Principal } from '../../../platform/principal.js';
import { readFrequencies } from './frequencies.queries.js';
import { VisitPlan } from './plan.service.js';
import { refused } from './visit.rules.js';

/** How often what has a grade is visited: a table that the administration keeps. */
@Injectable()
export class Frequencies {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly journal: Journal,
    private readonly plan: VisitPlan,
  ) {}

  async read(): Promise<VisitFrequencies> {
    return { frequencies: await readFrequencies(this.db.query) };
  }

  /** Puts a whole table in force; the plan follows at once. @throws input/invalid (422) where a grade is missing or stands twice */
  async replace({ frequencies }: VisitFrequencies, who: Principal, address: string): Promise<VisitFrequencies> {
    const wanted = [...GRADES.map((g) => `object ${g}`), ...RISK_GRADES.map((g) => `risk-point ${g}`)];
    const given = frequencies.map(({ scale, grade }) => `${scale} ${grade}`);
    const missing = wanted.find((key) => !given.includes(key));
    if (missing !== undefined) throw refused('/frequencies', 'visit/frequency-missing', `${missing} is missing`);
    return this.db.tx(this.db.query, async (db) => {
      await saveFrequencies(db, frequencies);
      const detail = { frequencies };
      await this.audit.record({ actor: who.username, action: 'visit-frequencies.changed', detail, address }, db);
      const { facts } = await this.plan.lay(db);
      if (facts.length > 0) await this.journal.append(db, facts);
      return { frequencies: await readFrequencies(db) };
    });
  }
}

async function saveFrequencies(db: ClientBase, frequencies: readonly VisitFrequency[]): Promise<void> {
  await db.query(
    `insert into visit_frequency (scale, grade, every_days, days, source)
     select scale, grade, "everyDays", days, source
     from jsonb_to_recordset($1::jsonb) as x (scale text, grade text, "everyDays" smallint, days text, source text)
     on conflict (scale, grade) do update set every_days = excluded.every_days, days = excluded.days, source = excluded.source`,
    [JSON.stringify(frequencies)],
  );
}
