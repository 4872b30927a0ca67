import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { SHELVED_AT_MOST } from '../../../protocol/alarm.js';
import type { OutageInput } from '../../../protocol/sensor.js';
import { AlarmRules, Sensors } from '../../city/sensors.js';
import { Audit } from '../../identity/audit.service.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { districtsOf } from '../../platform/principal.js';
import { hide, turn } from './alarm.card.rules.js';
import { lockAlarms, readKept, readNow } from './alarm.store.js';
import { AlarmWork } from './alarm.work.js';
import type { Sender } from './alarms.service.js';
import { badUntil, conflict, unknownSensor } from './refusals.js';
import { endOutage, saveOutage } from './sensors.queries.js';

/** Days a sensor may be out of service. @source city-brain default: a calibration takes up to two weeks */
const MOST_S = 14 * SHELVED_AT_MOST[4];

/** 停用: sensors under repair. What they say is recorded and shown to nobody until they are back. */
@Injectable()
export class Outages {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly audit: Audit,
    private readonly sensors: Sensors,
    private readonly rules: AlarmRules,
  ) {}

  /** Takes a sensor out of service. @throws sensor/unknown, alarm/bad-until */
  async begin(sensor: string, { reason, until }: OutageInput, sender: Sender): Promise<void> {
    await this.run(sensor, sender, async (db, nowMs) => {
      const untilMs = Date.parse(until);
      if (untilMs <= nowMs || untilMs > nowMs + MOST_S * 1000) throw badUntil(MOST_S);
      const since = new Date(nowMs).toISOString();
      const by = sender.who.username;
      await saveOutage(db, { sensor, reason, since, until: new Date(untilMs).toISOString(), by });
      const detail = { reason, until };
      const { address } = sender;
      await this.audit.record({ actor: by, action: 'sensor.disabled', subject: sensor, detail, address }, db);
      const hiding = {
        ...{ hidden: 'disabled' as const, hiddenAt: since, hiddenUntil: new Date(untilMs).toISOString() },
        ...{ hiddenBy: by, hiddenReason: reason },
      } as const;
      return (card) => hide(card, hiding);
    });
  }

  /** Puts it back. @throws sensor/unknown, sensor/in-service (409) */
  async end(sensor: string, sender: Sender): Promise<void> {
    await this.run(sensor, sender, async (db, nowMs) => {
      if (!(await endOutage(db, sensor))) throw conflict('sensor/in-service', `sensor ${sensor} is in service`);
      const { who, address } = sender;
      await this.audit.record({ actor: who.username, action: 'sensor.enabled', subject: sensor, address }, db);
      const iso = new Date(nowMs).toISOString();
      return (card) => (card.hidden === 'disabled' ? turn(card, 'reveal', { iso }) : null);
    });
  }

  private async run(
    id: string,
    { who }: Sender,
    act: (db: PoolClient, nowMs: number) => Promise<(card: Parameters<typeof hide>[0]) => ReturnType<typeof turn>>,
  ): Promise<void> {
    const sensor = this.sensors.get(id);
    const reach = districtsOf(who, 'alarms.act');
    if (!sensor || (reach !== null && !reach.includes(sensor.district))) throw unknownSensor(id);
    await this.db.tx(this.db.query, async (db) => {
      await lockAlarms(db);
      const nowMs = await readNow(db);
      const change = await act(db, nowMs);
      const { open } = await readKept(db, [id], nowMs);
      const work = await AlarmWork.of(db, [id], { fromMs: nowMs, nowMs });
      for (const card of open) work.take(change(card), { actor: who.username });
      const facts = await work.finish((rule) => this.rules.get(rule));
      if (facts.length > 0) await this.journal.append(db, facts);
    });
  }
}
