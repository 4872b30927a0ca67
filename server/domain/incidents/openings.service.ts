import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentChanged, IncidentOpened } from '../../../protocol/facts/incidents.js';
import type { Procedure } from '../../../protocol/procedure.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { uuidv7 } from '../../platform/ids.js';
import { duesOf } from './clocks.rules.js';
import { DueDates } from './due-dates.js';
import { lockIncident, saveIncident } from './incident.store.js';
import { entryOf } from './incidents.service.js';
import {
  addIncidents,
  addReports,
  readNow,
  readRepeatable,
  type Fresh,
  type NewIncident,
  type Repeatable,
} from './openings.queries.js';
import { isRepeat, procedureFor } from './openings.rules.js';
import { stateOf } from './procedure.rules.js';
import { ProcedureBook } from './procedures.service.js';

const HOUR_MS = 3_600_000;

/** Opens incidents from live records, or counts a record to the incident that it repeats. */
@Injectable()
export class Openings {
  constructor(
    private readonly procedures: ProcedureBook,
    private readonly dueDates: DueDates,
    private readonly clock: Clock,
  ) {}

  /** Takes records in order, in the caller's transaction; answers the facts, the opened ones first. */
  async take(db: PoolClient, records: readonly Fresh[]): Promise<NewEntry[]> {
    const nowMs = await readNow(db);
    const wanted = records.flatMap((record) => {
      const procedure = procedureFor(record.stream, record.type);
      return procedure === null ? [] : [{ record, procedure: this.procedures.latest(procedure) }];
    });
    const known: Repeatable[] = await this.repeatable(db, wanted);
    const opening: NewIncident[] = [];
    const repeats: { incident: string; record: Fresh }[] = [];
    for (const { record, procedure } of wanted) {
      const same = known.find((k) => isSame(k, record) && isRepeat(k, record, procedure.repeat));
      if (same) {
        repeats.push({ incident: same.id, record });
        continue;
      }
      const incident = this.begin(record, procedure, nowMs);
      opening.push(incident);
      known.push(incident);
    }
    return [...(await this.open(db, opening)), ...(await this.repeat(db, repeats))];
  }

  private begin(record: Fresh, procedure: Procedure, nowMs: number): NewIncident {
    const state = stateOf(procedure, procedure.initial);
    const starts = { occurred: record.occurredMs, opened: nowMs, filed: null };
    const clocks = {
      clockFromMs: starts[procedure.clockFrom],
      stepFromMs: nowMs,
      pausedMs: null,
      pauses: [],
      extraMinutes: 0,
    };
    return {
      ...record,
      id: uuidv7(this.clock.now()),
      ...{
        procedure: procedure.id,
        procedureVersion: procedure.version,
        state: state.id,
        lane: state.lane ?? 'review',
      },
      ...{ openedMs: nowMs, clockFromMs: clocks.clockFromMs },
      ...duesOf(procedure, { state, kind: record, clocks }, (q) => this.dueDates.dueAt(q)),
    };
  }

  private async open(db: PoolClient, opening: readonly NewIncident[]): Promise<NewEntry[]> {
    if (opening.length === 0) return [];
    const day = this.clock.dayOf(this.clock.now()).replaceAll('-', '');
    const cards = await addIncidents(db, opening, day);
    return cards.map((card, i) => {
      const { seq, observation } = opening[i] as NewIncident;
      const fact: IncidentOpened = { type: 'incident.opened', observation, card };
      return entryOf(fact, card, { by: null, cause: seq });
    });
  }

  /** Repeats in the order of their incidents' ids, as every writer locks them. */
  private async repeat(db: PoolClient, repeats: readonly { incident: string; record: Fresh }[]): Promise<NewEntry[]> {
    if (repeats.length === 0) return [];
    await addReports(
      db,
      repeats.map(({ incident, record }) => ({ ...record, incident, how: 'repeated' as const })),
    );
    const entries: NewEntry[] = [];
    for (const { incident, record } of repeats.toSorted((a, b) => (a.incident < b.incident ? -1 : 1))) {
      const { card } = await lockIncident(db, incident);
      const after = await saveIncident(db, incident, { reports: card.reports + 1, repeats: card.repeats + 1 });
      const fact: IncidentChanged = {
        ...{ type: 'incident.changed', what: 'repeated', ref: record.observation, note: null, card: after },
      };
      entries.push(entryOf(fact, after, { by: null, cause: record.seq }));
    }
    return entries;
  }

  private async repeatable(
    db: PoolClient,
    wanted: readonly { record: Fresh; procedure: Procedure }[],
  ): Promise<Repeatable[]> {
    const able = wanted.filter(({ record, procedure }) => procedure.repeat !== null && record.lon !== null);
    if (able.length === 0) return [];
    const sinceMs = Math.min(...able.map((w) => w.record.occurredMs - (w.procedure.repeat?.hours ?? 0) * HOUR_MS));
    const all = (of: (record: Fresh) => string) => [...new Set(able.map((w) => of(w.record)))];
    return readRepeatable(db, { sources: all((r) => r.source), types: all((r) => r.type), sinceMs });
  }
}

/** Drill and real are never one. */
/** Two shops side by side are two, however near. */
function isSame(known: Repeatable, record: Fresh): boolean {
  if (known.object !== null && record.object !== null && known.object !== record.object) return false;
  return known.source === record.source && known.type === record.type && known.isDrill === record.isDrill;
}
