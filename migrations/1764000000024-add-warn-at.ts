import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddWarnAt1764000000024 implements MigrationInterface {
  name = 'AddWarnAt1764000000024';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- When the lamps of both clocks turn yellow: 80 % of the working time, which no share of the wall clock is.
      alter table incident add warn_at timestamptz, add step_warn_at timestamptz;
      create or replace view incident_card as select i.id, ${CARD} || jsonb_build_object(
        'warnAt', iso_utc(case when i.limit_at = i.step_due_at then i.step_warn_at else i.warn_at end)) as card
      from incident i;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      create or replace view incident_card as select i.id, ${CARD} as card from incident i;
      alter table incident drop warn_at, drop step_warn_at;
    `);
  }
}

const CARD = `jsonb_build_object(
        'id', i.id, 'no', i.no, 'procedure', i.procedure, 'procedureVersion', i.procedure_version,
        'state', i.state, 'lane', i.lane, 'outcome', i.outcome,
        'stream', i.stream, 'type', i.type, 'priority', i.priority, 'level', i.level, 'source', i.source,
        'district', i.district, 'road', i.road, 'h3', to_hex(i.h3), 'lon', i.lon, 'lat', i.lat,
        'occurredAt', iso_utc(i.occurred_at), 'openedAt', iso_utc(i.opened_at), 'enteredAt', iso_utc(i.entered_at),
        'closedAt', iso_utc(i.closed_at), 'dueAt', iso_utc(i.due_at), 'stepDueAt', iso_utc(i.step_due_at),
        'limitAt', iso_utc(i.limit_at), 'pausedAt', iso_utc(i.paused_at),
        'reviewed', i.reviewed, 'supervised', i.supervised, 'extensionPending', i.extension_pending,
        'reports', i.reports, 'repeats', i.repeats, 'bounces', i.bounces, 'reworks', i.reworks,
        'extensions', i.extensions, 'reminders', i.reminders,
        'parent', i.parent, 'mergedInto', i.merged_into, 'isDrill', i.is_drill, 'version', i.version)`;
