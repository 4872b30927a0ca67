import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Escalation } from '../../../protocol/escalation.js';
import type { Entry } from '../../../protocol/facts.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import type { NewTimer, TimerKey } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { lockEscalations, readCard, readChains, readLive } from './escalations.queries.js';
import { CARD_TRIGGERS, sinceOf, type CardTrigger } from './escalations.rules.js';
import { beginKey, EscalationsService } from './escalations.service.js';

/** Sets the timers of escalations as incidents and their reports go, and ends those whose reason is gone. */
@Injectable()
export class EscalationsReactor implements Reactor, OnModuleInit {
  readonly name = 'escalations';
  readonly types = [
    ...(['incident.opened', 'incident.moved', 'incident.changed'] as const),
    ...(['report.late', 'report.submitted', 'report.withdrawn'] as const),
  ];

  constructor(
    private readonly follower: Follower,
    private readonly timers: Timers,
    private readonly escalations: EscalationsService,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const cards = newestCards(entries);
    const reports = entries.filter((e) => e.fact.type.startsWith('report.'));
    const incidents = [...new Set([...cards.keys(), ...reports.map((e) => e.subject as string)])];
    const live = await readLive(db, incidents);
    for (const id of [...new Set(live.map((e) => e.incident))].sort()) await lockEscalations(db, id);
    const { set, drop } = await this.timersOf(db, cards, reports);
    await this.timers.drop(db, ...drop);
    await this.timers.set(db, ...set);
    const isSettled = settledBy(cards, reports);
    const cause = entries.at(-1)?.seq ?? 0;
    return this.escalations.end(db, (await readLive(db, incidents)).filter(isSettled), cause);
  }

  private async timersOf(
    db: PoolClient,
    cards: ReadonlyMap<string, IncidentCard>,
    reports: readonly Entry[],
  ): Promise<{ set: NewTimer[]; drop: TimerKey[] }> {
    const chains = await readChains(db);
    const timers = new Map<string, { key: TimerKey; timer: NewTimer | null }>();
    const note = (key: TimerKey, timer: NewTimer | null) => timers.set(`${key.subject} ${key.step}`, { key, timer });
    for (const card of cards.values()) {
      for (const trigger of CARD_TRIGGERS) {
        const sinceMs = sinceOf(trigger, card);
        const timer =
          sinceMs === null ? null : this.escalations.timerFor(chains, { trigger, about: '', card, sinceMs });
        note(beginKey({ trigger, about: '', card }), timer);
      }
    }
    for (const { fact, at } of reports) {
      if (!('task' in fact)) continue;
      const card = cards.get(fact.incident) ?? (await readCard(db, fact.incident));
      if (!card) continue;
      const reason = { trigger: 'report-late' as const, about: fact.task, card, sinceMs: Date.parse(at) };
      note(beginKey(reason), fact.type === 'report.late' ? this.escalations.timerFor(chains, reason) : null);
    }
    const all = [...timers.values()];
    return {
      set: all.flatMap(({ timer }) => (timer ? [timer] : [])),
      drop: all.flatMap(({ key, timer }) => (timer ? [] : [key])),
    };
  }
}

/** The card of each incident as the last of these entries has it. */
function newestCards(entries: readonly Entry[]): Map<string, IncidentCard> {
  return new Map(entries.flatMap(({ fact }) => ('card' in fact ? [[fact.card.id, fact.card] as const] : [])));
}

/** Tells of a live escalation whether these entries took its reason away: another moment counts as another reason. */
function settledBy(cards: ReadonlyMap<string, IncidentCard>, reports: readonly Entry[]): (e: Escalation) => boolean {
  const done = new Set(
    reports.flatMap(({ fact }) => ('task' in fact && fact.type !== 'report.late' ? [fact.task] : [])),
  );
  return ({ incident, trigger, about, since }) => {
    if (trigger === 'report-late') return about !== null && done.has(about);
    const card = cards.get(incident);
    return card !== undefined && sinceOf(trigger satisfies CardTrigger, card) !== Date.parse(since);
  };
}
