import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRoster1764000000031 implements MigrationInterface {
  name = 'CreateRoster1764000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Posts that must be manned. hours: [{"from": "08:00", "to": "20:00"}, ...] of each day in the city's zone.
      create table post (
        id text primary key,
        name_zh text not null,
        name_en text not null,
        district text not null default '-',
        unit text references unit (id),
        hours jsonb not null,
        -- Who take turns, shift by shift; empty where shifts come by CSV.
        people text[] not null default '{}',
        retired_at timestamptz,
        -- Up to here turns have been written as shifts.
        laid_until timestamptz
      );
      create table shift (
        post text not null references post (id),
        person text not null,
        from_at timestamptz not null,
        to_at timestamptz not null check (to_at > from_at),
        unit text references unit (id),
        origin text not null check (origin in ('turns', 'csv')),
        is_drill boolean not null default false,
        primary key (post, from_at, person)
      );
      create index shift_unit on shift (unit, to_at) where unit is not null;
      create index shift_to on shift (to_at);
      -- Gaps that were told and are still open.
      create table roster_gap (
        post text not null references post (id),
        from_at timestamptz not null,
        to_at timestamptz not null,
        found_at timestamptz not null default city_now(),
        primary key (post, from_at)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table roster_gap, shift, post;
    `);
  }
}
