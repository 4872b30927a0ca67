import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { ALARM_SOURCE } from '../../../protocol/alarm.js';
import type { Entry } from '../../../protocol/facts.js';
import { AlarmRules } from '../../city/sensors.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { lockAlarms, readNow } from './alarm.store.js';
import { AlarmWork } from './alarm.work.js';
import { AlarmJudge, feedSubject } from './alarms.judge.js';
import { readLinked, type Opened } from './links.queries.js';
import { hear, hearAhead, readCandidates, type Ahead, type Delivery } from './readings.queries.js';

/** Readings of one pull: a flood leaves the other reactors their share of the machine, and what waits is judged in order. */
const READINGS_PER_PULL = 20_000;

/** Raises and clears alarms from what the intake recorded live; history raises nothing. Drills measure nothing. */
@Injectable()
export class AlarmsReactor implements Reactor, OnModuleInit {
  readonly name = 'alarms';
  readonly types = [
    'intake.recorded',
    'intake.rejected',
    'feed.changed',
    'incident.opened',
    'incident.changed',
  ] as const;
  readonly load = { most: READINGS_PER_PULL, weigh: weightOf };

  constructor(
    private readonly follower: Follower,
    private readonly judge: AlarmJudge,
    private readonly rules: AlarmRules,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const deliveries = entries.flatMap(deliveryOf);
    const feeds = entries.flatMap(feedOf);
    const opened = entries.flatMap(openedOf);
    const ahead = entries.flatMap(aheadOf);
    if (deliveries.length + ahead.length + feeds.length + opened.length === 0) return [];
    await lockAlarms(db);
    if (ahead.length > 0) await hearAhead(db, ahead);
    const { liveWindowMs } = this.config;
    const candidates = deliveries.length > 0 ? await readCandidates(db, deliveries, liveWindowMs) : [];
    if (deliveries.length > 0) await hear(db, deliveries, liveWindowMs);
    const linked = await readLinked(db, opened);
    const subjects = [...candidates.map((c) => c.sensor), ...feeds.map((f) => feedSubject(f.source))];
    if (subjects.length + linked.length === 0) return [];
    const nowMs = await readNow(db);
    const fromMs = Math.min(nowMs, ...candidates.map((c) => c.atMs));
    const work = await AlarmWork.of(db, [...new Set([...subjects, ...linked.map((l) => l.card.subject)])], {
      fromMs,
      nowMs,
    });
    // Cards as they were read: links come before anything else changes them.
    for (const { card, seq } of linked) work.take({ card, what: 'linked', activated: false }, { cause: seq });
    this.judge.readings(work, candidates);
    for (const feed of feeds) this.judge.feed(work, feed);
    return work.finish((id) => this.rules.get(id));
  }
}

function weightOf({ fact }: Entry): number {
  return fact.type === 'intake.recorded' ? fact.readings : 1;
}

function deliveryOf({ seq, at, batch, isDrill, fact }: Entry): Delivery[] {
  if (fact.type !== 'intake.recorded' || fact.readings === 0 || batch === null || isDrill) return [];
  return [{ seq, batch, atMs: Date.parse(at), receivedMs: Date.parse(fact.receivedAt), history: fact.history }];
}

function aheadOf({ isDrill, fact }: Entry): Ahead[] {
  if (fact.type !== 'intake.rejected' || fact.sensors === undefined || isDrill) return [];
  return [{ sensors: fact.sensors, receivedMs: Date.parse(fact.receivedAt) }];
}

function feedOf({ seq, at, fact }: Entry) {
  if (fact.type !== 'feed.changed') return [];
  if (fact.to !== 'interrupted' && fact.from !== 'interrupted') return [];
  return [{ seq, atIso: new Date(at).toISOString(), source: fact.source, interrupted: fact.to === 'interrupted' }];
}

function openedOf({ seq, fact }: Entry): Opened[] {
  if (fact.type === 'incident.opened' && fact.card.source === ALARM_SOURCE)
    return [{ seq, observation: fact.observation, incident: fact.card.id, no: fact.card.no }];
  if (fact.type === 'incident.changed' && fact.what === 'repeated' && fact.ref && fact.card.source === ALARM_SOURCE)
    return [{ seq, observation: fact.ref, incident: fact.card.id, no: fact.card.no }];
  return [];
}
