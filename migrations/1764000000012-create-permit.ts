import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePermit1764000000012 implements MigrationInterface {
  name = 'CreatePermit1764000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Places and hours in which something is permitted that would be an offence elsewhere: an alarm there is closed as permitted.
      create table permit (
        id uuid primary key,
        name text not null,
        -- How the codes of the types begin that it permits.
        types text[] not null check (cardinality(types) > 0),
        -- Rings of one polygon, outline first, [lon, lat] WGS-84.
        rings jsonb not null,
        -- ISO weekdays, 1 Monday to 7 Sunday.
        weekdays smallint[] not null,
        -- Times of the city's day; an end at or before the beginning lies on the next day.
        from_time time not null,
        to_time time not null,
        valid_from date not null,
        valid_to date,
        source text not null,
        by text not null,
        at timestamptz not null default city_now()
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table permit');
  }
}
