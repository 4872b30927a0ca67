import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAlarmLimit1764000000140 implements MigrationInterface {
  name = 'CreateAlarmLimit1764000000140';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Limits that a sensor has in place of its rule's: every version, the newest holds. Without values the rule's limit holds again.
      create table alarm_limit (
        sensor text not null,
        rule text not null,
        version integer not null check (version > 0),
        -- Of the rule when this was written: readings are picked by it before any rule is asked.
        condition text not null check (condition in ('high', 'low')),
        limit_value double precision,
        dead_band double precision check (dead_band >= 0),
        on_delay_seconds integer check (on_delay_seconds >= 0),
        off_delay_seconds integer check (off_delay_seconds >= 0),
        source text not null,
        by_account text not null,
        at timestamptz not null default city_now(),
        primary key (sensor, rule, version),
        check (num_nulls(limit_value, dead_band, on_delay_seconds, off_delay_seconds) in (0, 4))
      );
      create trigger alarm_limit_append_only before update or delete on alarm_limit for each row execute function refuse_change();
      -- The alarms that a sensor had, the newest first.
      create index alarm_subject on alarm (subject, raised_at desc, id desc);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop index alarm_subject;
      drop table alarm_limit;
    `);
  }
}
