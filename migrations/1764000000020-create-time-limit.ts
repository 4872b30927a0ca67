import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTimeLimit1764000000020 implements MigrationInterface {
  name = 'CreateTimeLimit1764000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      create table service_calendar (
        id text primary key,
        name_zh text not null,
        name_en text not null,
        source text not null,
        -- Hours by kind of day between two days: protocol/clocks.ts CalendarPeriod.
        periods jsonb not null
      );
      -- Null means any; step null is the whole incident.
      create table time_limit (
        id text primary key,
        name_zh text not null,
        name_en text not null,
        procedure text,
        step text,
        type text,
        condition text,
        priority smallint check (priority between 1 and 4),
        district text,
        calendar text not null references service_calendar (id) deferrable initially deferred,
        amount integer not null check (amount > 0),
        unit text not null check (unit in ('minute', 'hour', 'day')),
        warn_share double precision not null check (warn_share > 0 and warn_share < 1),
        effective_from date,
        effective_to date,
        source text not null,
        check (effective_from is null or effective_to is null or effective_from <= effective_to)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table time_limit, service_calendar;
    `);
  }
}
