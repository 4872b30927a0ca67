import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateClock1764000000001 implements MigrationInterface {
  name = 'CreateClock1764000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- One row at most: the demo's shifted and hurried clock (CITY_CLOCK). Without it the city's clock is the database's.
      create table clock_setting (
        only_row boolean primary key default true check (only_row),
        start_at timestamptz not null,
        real_start timestamptz not null default clock_timestamp(),
        rate double precision not null check (rate > 0)
      );
      create function city_now() returns timestamptz language sql stable as $$
        select coalesce(
          (select start_at + (clock_timestamp() - real_start) * rate from clock_setting),
          clock_timestamp())
      $$;
      -- Facts about this database that outlive a process: secret key id, city profile.
      create table setting (name text primary key, value jsonb not null);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table setting;
      drop function city_now();
      drop table clock_setting;
    `);
  }
}
