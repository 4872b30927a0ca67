import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Escalation, EscalationChain, EscalationTrigger } from '../../../protocol/escalation.js';
import type { EscalationChanged } from '../../../protocol/facts/escalations.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import { Limits } from '../../city/clocks/limits.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { uuidv7 } from '../../platform/ids.js';
import type { NewTimer, TimerKey } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { BUILT_IN_CHAINS } from './chains.data.js';
import * as queries from './escalations.queries.js';
import { chainFor, nextOf } from './escalations.rules.js';

/** Timers of the first step, by incident and trigger, and of the next ones, by incident and escalation. */
export const BEGIN = 'escalation.begin';
export const NEXT = 'escalation.next';

const MINUTE_MS = 60_000;

/** A reason for an escalation. `about`: the report task, else empty. */
export interface Reason {
  trigger: EscalationTrigger;
  about: string;
  card: IncidentCard;
  sinceMs: number;
}

/** Starts, drives and ends escalations. Runs in the caller's transaction, who appends the facts as its last statement. */
@Injectable()
export class EscalationsService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly limits: Limits,
    private readonly timers: Timers,
  ) {}

  async onModuleInit(): Promise<void> {
    await queries.addChains(this.db.system, BUILT_IN_CHAINS);
  }

  /** The timer of the first step; null when no chain holds for the reason. */
  timerFor(chains: readonly EscalationChain[], reason: Reason): NewTimer | null {
    const { card, sinceMs } = reason;
    const chain = chainFor(chains, reason.trigger, { card, day: this.clock.dayOf(sinceMs) });
    if (chain === null) return null;
    const dueMs = this.limits.after(chain.calendar, sinceMs, (chain.steps[0]?.waitMinutes ?? 0) * MINUTE_MS);
    return { ...beginKey(reason), dueMs, payload: { chain: chain.id, sinceMs }, isDrill: card.isDrill };
  }

  /** Tells the first step. Nothing happens when it was told before for the same moment. */
  async begin(db: PoolClient, { trigger, about, card, sinceMs }: Reason, chainId: string): Promise<NewEntry[]> {
    const chain = await this.chain(db, chainId);
    const to = chain?.steps[0]?.to;
    if (!chain || !to) return [];
    const id = uuidv7(this.clock.now());
    const begun = await queries.begin(db, { id, card, chain: chain.id, trigger, about, sinceMs, to });
    return begun ? this.raise(db, begun, chain) : [];
  }

  /** Tells the next step, unless somebody acknowledged it or the reason is gone. */
  async goOn(db: PoolClient, id: string): Promise<NewEntry[]> {
    const live = await queries.readOne(db, id, queries.EVERYTHING);
    const chain = live && (await this.chain(db, live.chain));
    const next = live?.state === 'raised' && chain ? nextOf(chain, live) : null;
    const to = next && chain?.steps[next.step]?.to;
    if (!next || !to || !chain) return [];
    return this.raise(db, await queries.tell(db, id, { ...next, to }), chain);
  }

  /** Ends what has no reason any more. */
  async end(db: PoolClient, over: readonly Escalation[], cause: number): Promise<NewEntry[]> {
    for (const { id } of over) await queries.end(db, id);
    await this.timers.drop(db, ...over.map(nextKey));
    return over.map((escalation) => entryOf('escalation.ended', escalation, { cause }));
  }

  private async raise(db: PoolClient, told: Escalation, chain: EscalationChain): Promise<NewEntry[]> {
    const next = nextOf(chain, told);
    if (next) {
      const dueMs = this.limits.after(chain.calendar, Date.parse(told.raisedAt), next.waitMinutes * MINUTE_MS);
      await this.timers.set(db, { ...nextKey(told), dueMs, isDrill: told.isDrill });
    }
    return [entryOf('escalation.raised', told, {})];
  }

  private async chain(db: PoolClient, id: string): Promise<EscalationChain | undefined> {
    return (await queries.readChains(db)).find((chain) => chain.id === id);
  }
}

export function beginKey({ trigger, about, card }: Omit<Reason, 'sinceMs'>): TimerKey {
  return { kind: BEGIN, subject: card.id, step: `${trigger} ${about}` };
}

export function nextKey({ id, incident }: Escalation): TimerKey {
  return { kind: NEXT, subject: incident, step: id };
}

/** Puts a fact about an escalation on its way: the incident is its subject, so that it comes into the incident's course. */
export function entryOf(
  type: EscalationChanged['type'],
  { id, incident, chain, trigger, about, step, round, to, isDrill }: Escalation,
  by: { actor?: string; cause?: number },
): NewEntry {
  const fact: EscalationChanged = { type, escalation: id, incident, chain, trigger, about, step, round, to };
  return { fact, subject: incident, isDrill, ...by };
}
