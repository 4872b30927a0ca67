import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ALARM_SOURCE, type AlarmCard } from '../../protocol/alarm.js';
import type { Entry } from '../../protocol/facts.js';
import type { AlarmReferred } from '../../protocol/facts/alarms.js';
import { AlarmRules, Sensors } from '../city/sensors.js';
import { Sources } from '../city/sources.js';
import { SourcesAdmin } from '../identity/sources-admin.service.js';
import type { NewEntry, Reactor } from '../journal/entry.js';
import { Follower } from '../journal/follower.js';
import { DomainError } from '../platform/domain-error.js';
import { Accept } from './accept.service.js';

/**
 * Takes in the reports that alarms make, like any other source's: what becomes of them is decided by the procedure and its review. The report of an
 * alarm bears the alarm's id, so that telling it again after a crash is a duplicate.
 */
@Injectable()
export class AlarmReportsReactor implements Reactor, OnModuleInit {
  readonly name = 'alarm-reports';
  readonly types = ['alarm.referred'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly accept: Accept,
    private readonly sources: Sources,
    private readonly admin: SourcesAdmin,
    private readonly sensors: Sensors,
    private readonly rules: AlarmRules,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[]): Promise<NewEntry[]> {
    const items = entries.flatMap(({ fact }) => (fact.type === 'alarm.referred' ? [this.itemOf(fact)] : []));
    if (items.length === 0) return [];
    await this.ensureSource();
    const body = Buffer.from(JSON.stringify(items));
    await this.accept.take(ALARM_SOURCE, body, { format: 'json', transport: null });
    return [];
  }

  private itemOf({ alarm: card, incidentType }: AlarmReferred) {
    const { id, priority, activeAt, lon, lat, isDrill, sensor, rule, value, limit, unit } = card;
    return {
      ...{ id, record: id, stream: 'incident', type: incidentType, priority, occurredAt: activeAt },
      ...(lon !== null && lat !== null && { location: { lon, lat } }),
      title: this.titleOf(card).slice(0, 200),
      attributes: { alarm: id, sensor, rule, value, limit, unit },
      ...(isDrill && { drill: true }),
    };
  }

  /** In the centre's language, as every message is kept in its source's. */
  private titleOf({ sensor, subject, rule, value, limit, unit }: AlarmCard): string {
    const name = (sensor === null ? undefined : this.sensors.get(sensor))?.nameZh ?? subject;
    const what = this.rules.get(rule)?.nameZh ?? rule;
    if (value === null) return `${name} ${what}`;
    return `${name} ${what} ${value} ${unit ?? ''}${limit === null ? '' : `（限 ${limit}）`}`;
  }

  /** Alarms are a source from the first report on. */
  private async ensureSource(): Promise<void> {
    if (this.sources.get(ALARM_SOURCE)) return;
    const source = { id: ALARM_SOURCE, name: '监测告警', nameEn: 'Sensor alarms', streams: ['incident' as const] };
    try {
      await this.admin.create(source, { actor: 'system', address: '-' });
    } catch (error) {
      // Another instance was first.
      if (!(error instanceof DomainError && error.code === 'source/exists')) throw error;
    }
  }
}
