import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { EscalationTrigger } from '../../../protocol/escalation.js';
import type { NewEntry } from '../../journal/entry.js';
import type { DueTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { lockEscalations, readCard } from './escalations.queries.js';
import { sinceOf } from './escalations.rules.js';
import { BEGIN, EscalationsService, NEXT } from './escalations.service.js';

const Payload = z.object({ chain: z.string(), sinceMs: z.number() });

/** Tells the steps of escalations when they are due. */
@Injectable()
export class EscalationsTimer implements TimerHandler, OnModuleInit {
  readonly kinds = [BEGIN, NEXT];

  constructor(
    private readonly timers: Timers,
    private readonly escalations: EscalationsService,
  ) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  lock({ subject }: DueTimer, db: PoolClient): Promise<void> {
    return lockEscalations(db, subject);
  }

  async fire(timer: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    if (timer.kind === NEXT) return this.escalations.goOn(db, timer.step);
    const { chain, sinceMs } = Payload.parse(timer.payload);
    const [trigger, about = ''] = timer.step.split(' ');
    const reason = EscalationTrigger.parse(trigger);
    const card = await readCard(db, timer.subject);
    // The incident may have moved on a moment ago; the fact of it has not been read yet.
    if (!card || (reason !== 'report-late' && sinceOf(reason, card) !== sinceMs)) return [];
    return this.escalations.begin(db, { trigger: reason, about, card, sinceMs }, chain);
  }
}
