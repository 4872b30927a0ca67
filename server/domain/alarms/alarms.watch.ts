import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { AlarmCard } from '../../../protocol/alarm.js';
import { AlarmRules, Sensors } from '../../city/sensors.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { Lease } from '../../platform/lease.js';
import { LeasedLoop } from '../../platform/leased-loop.js';
import { turn } from './alarm.card.rules.js';
import { lockAlarms, readNow } from './alarm.store.js';
import { AlarmWork } from './alarm.work.js';
import { AlarmJudge } from './alarms.judge.js';
import { endOutages, readExpired, readOrphans, readTimed, type TimedLook } from './watch.queries.js';

const EVERY_MS = 2000;
const LEASE_MS = 6000;
/** Rhythms without a value after which a sensor is silent, where no rule says so. @source docs/protocol.md §Feeds */
const SILENT_RHYTHMS = 5;

interface Due {
  timed: TimedLook[];
  expired: AlarmCard[];
  orphans: AlarmCard[];
}

/** Looks every two seconds, on one instance of the cluster, for what time brings: silence, stuck values, wrong clocks, ends of shelving. */
@Injectable()
export class AlarmsWatch implements OnApplicationBootstrap, OnModuleDestroy {
  readonly lease: Lease;
  private readonly loop: LeasedLoop;

  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly sensors: Sensors,
    private readonly rules: AlarmRules,
    private readonly judge: AlarmJudge,
  ) {
    this.lease = new Lease(db, 'alarms', LEASE_MS);
    this.loop = new LeasedLoop(this.lease, EVERY_MS, (epoch) => this.look(epoch));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** One turn: does nothing unless this instance holds the lease. */
  async turn(): Promise<void> {
    await this.loop.turn();
  }

  /** Does what is due under the fence of `epoch`. Looked at first without the lock: most of the time nothing is due. */
  private async look(epoch: number): Promise<void> {
    const rhythms = this.rhythms();
    const { timed, expired, orphans } = await readDue(this.db.system, rhythms);
    if (timed.length + expired.length + orphans.length === 0) return;
    await this.lease.fenced(epoch, async (db) => {
      await lockAlarms(db);
      const due = await readDue(db, rhythms);
      const nowMs = await readNow(db);
      const cards = [...due.expired, ...due.orphans];
      const subjects = new Set([...due.timed.map((t) => t.sensor), ...cards.map((c) => c.subject)]);
      const work = await AlarmWork.of(db, [...subjects], { fromMs: nowMs, nowMs });
      this.apply(work, due, new Date(nowMs).toISOString());
      await endOutages(db);
      const facts = await work.finish((id) => this.rules.get(id));
      if (facts.length > 0) await this.journal.append(db, facts);
    });
  }

  private apply(work: AlarmWork, due: Due, atIso: string): void {
    for (const card of due.expired) work.take(turn(card, 'reveal', { iso: atIso }));
    const revealed = new Set(due.expired.map((card) => card.id));
    for (const card of due.orphans) if (!revealed.has(card.id)) work.drop(card, atIso);
    for (const { sensor: id, condition, holds } of due.timed) {
      const sensor = this.sensors.get(id);
      if (!sensor) continue;
      for (const rule of this.rules.of(sensor, [condition])) {
        const subject = this.judge.subjectOf(sensor);
        work.look({ subject, rule, side: holds ? 'beyond' : 'within', told: { atIso, value: null } });
      }
    }
  }

  private rhythms(): number {
    return this.rules.list().find((rule) => rule.condition === 'no-data')?.limit ?? SILENT_RHYTHMS;
  }
}

async function readDue(db: Parameters<typeof readTimed>[0], rhythms: number): Promise<Due> {
  return { timed: await readTimed(db, rhythms), expired: await readExpired(db), orphans: await readOrphans(db) };
}
