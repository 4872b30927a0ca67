import { Injectable } from '@nestjs/common';
import type { LimitInput, LimitVersion, SensorLimit, SensorLimits } from '../../../protocol/sensor-limit.js';
import { withLimit } from '../../city/alarm-rules.rules.js';
import { CityFollower } from '../../city/city.follower.js';
import type { SensorRow } from '../../city/city-rows.js';
import { cityChanged } from '../../city/profile/profile.import.js';
import { AlarmRules } from '../../city/sensors.js';
import { Audit } from '../../identity/audit.service.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Sender } from './alarms.service.js';
import { limitFaults, limitOf, limitRules, type LimitRule } from './limits.rules.js';
import { addLimitVersion, lockLimits, readLimitVersions, readNewestLimits } from './limits.queries.js';
import { conflict, unknownLimit } from './refusals.js';

/** Limits that a sensor has in place of its rules': every version with who, when and why. The next reading goes by the new one. */
@Injectable()
export class Limits {
  constructor(
    private readonly db: Database,
    private readonly rules: AlarmRules,
    private readonly follower: CityFollower,
    private readonly audit: Audit,
  ) {}

  /** The limits that hold for a sensor, and every version there was. */
  async of(sensor: SensorRow): Promise<SensorLimits> {
    const [newest, versions] = await Promise.all([
      readNewestLimits(this.db.query, sensor.id),
      readLimitVersions(this.db.query, sensor.id),
    ]);
    return { limits: this.holding(sensor, newest), versions };
  }

  /**
   * Gives a sensor a limit of its own, or its rule's back. @throws alarm-limit/unknown (404), alarm-limit/changed (409) when another version came
   * since, input/invalid (422) with what is wrong with the values
   */
  async set(sensor: SensorRow, asked: LimitInput & { rule: string }, { who, address }: Sender): Promise<SensorLimits> {
    const rules = limitRules(this.rules.general(sensor));
    const rule = rules.find(({ id }) => id === asked.rule);
    if (!rule) throw unknownLimit(sensor.id, asked.rule);
    await this.db.tx(this.db.query, async (db) => {
      await lockLimits(db, sensor.id);
      const held = this.holding(sensor, await readNewestLimits(db, sensor.id));
      const before = held.find((limit) => limit.rule === rule.id);
      if (before?.version !== asked.version)
        throw conflict('alarm-limit/changed', `${rule.id} stands at version ${before?.version ?? 0}`);
      refuse(sensor, rule, { asked, others: rules.map((r) => withOwn(r, held)) });
      const version = asked.version + 1;
      const of = { sensor: sensor.id, rule: rule.id, version, condition: rule.condition, own: asked.own };
      await addLimitVersion(db, of, { source: asked.source, account: who.username });
      await cityChanged(db);
      const detail = { rule: rule.id, version, before: before.own, after: asked.own, source: asked.source };
      await this.audit.record(
        { actor: who.username, action: 'alarm-limit.changed', subject: sensor.id, detail, address },
        db,
      );
    });
    await this.follower.refresh();
    return this.of(sensor);
  }

  private holding(sensor: SensorRow, newest: readonly LimitVersion[]): SensorLimit[] {
    return limitRules(this.rules.general(sensor)).map((rule) =>
      limitOf(
        rule,
        newest.find((version) => version.rule === rule.id),
      ),
    );
  }
}

function withOwn(rule: LimitRule, held: readonly SensorLimit[]): LimitRule {
  const own = held.find((limit) => limit.rule === rule.id)?.own;
  return withLimit(rule, own ?? undefined) as LimitRule;
}

/** What is given back is held against the other limits just as what is new. @throws input/invalid (422) */
function refuse(
  { rangeLow, rangeHigh }: SensorRow,
  rule: LimitRule,
  { asked, others }: { asked: LimitInput; others: readonly LimitRule[] },
): void {
  const range = rangeLow === null || rangeHigh === null ? null : ([rangeLow, rangeHigh] as const);
  const errors = limitFaults(rule, asked.own ?? rule, { range, others });
  if (errors.length === 0) return;
  throw new DomainError(422, 'input/invalid', errors.map((e) => e.detail).join('; '), { errors });
}
