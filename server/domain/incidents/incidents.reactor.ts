import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { Clock } from '../../platform/clock.js';
import { readAmended } from './amendments.queries.js';
import { Amendments } from './amendments.service.js';
import { readFresh } from './openings.queries.js';
import { Openings } from './openings.service.js';
import { PermitBook } from './permits/permits.service.js';
import { ProcedureBook } from './procedures.service.js';

/**
 * Records of one pull. Pulls come at most every quarter of a second: about a thousand incidents a second are opened at most, far more than any
 * centre reviews, and a flood of millions leaves the live screens their share of the machine. What waits is opened in order.
 */
const RECORDS_PER_PULL = 250;

/** Opens incidents from what the intake recorded live, and brings amendments to them. History opens nothing. */
@Injectable()
export class IncidentsReactor implements Reactor, OnModuleInit {
  readonly name = 'incidents';
  readonly types = ['intake.recorded', 'observation.amended'] as const;
  readonly load = { most: RECORDS_PER_PULL, weigh: weightOf };

  constructor(
    private readonly follower: Follower,
    private readonly openings: Openings,
    private readonly amendments: Amendments,
    private readonly procedures: ProcedureBook,
    private readonly permits: PermitBook,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.procedures.ready();
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const facts: NewEntry[] = [];
    const deliveries = entries.flatMap(deliveryOf);
    if (deliveries.length > 0)
      facts.push(...(await this.openings.take(db, await readFresh(db, deliveries, this.clock.zone))));
    facts.push(...(await this.permits.judge(db, facts.flatMap(openedBy))));
    // Records are read as they stand now, so what these entries opened above may be amended at once.
    const amended = entries.filter((e) => e.fact.type === 'observation.amended' && e.subject !== null);
    const said = await readAmended(
      db,
      amended.map((e) => e.subject as string),
    );
    for (const { seq, subject } of amended.toSorted(bySeq)) {
      const now = said.get(subject as string);
      if (now) facts.push(...(await this.amendments.apply(db, now, { observation: subject as string, seq })));
    }
    return facts;
  }
}

/** Live records in an entry; history opens nothing and weighs nothing. */
function weightOf({ fact }: Entry): number {
  if (fact.type === 'intake.recorded') return fact.history ? 0 : fact.observations;
  return 1;
}

function deliveryOf({ seq, batch, isDrill, fact }: Entry) {
  if (fact.type !== 'intake.recorded' || fact.history || fact.observations === 0 || batch === null) return [];
  return [{ seq, batch, source: fact.source, isDrill }];
}

/** What a fact of the openings opened, and the entry that this follows from. */
function openedBy({ fact, cause }: NewEntry) {
  return fact.type === 'incident.opened' ? [{ card: fact.card, cause }] : [];
}

const bySeq = (a: Entry, b: Entry) => a.seq - b.seq;
