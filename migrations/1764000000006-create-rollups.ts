import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRollups1764000000006 implements MigrationInterface {
  name = 'CreateRollups1764000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- By occurrence, minutes of the last 48 h, history too: windows are minute-exact (docs/adr/0002).
      create table rollup_minute (
        minute integer not null,
        district text not null,
        stream text not null,
        type text not null,
        priority smallint not null,
        placed text not null,
        source text not null,
        n integer not null,
        primary key (minute, district, stream, type, priority, placed, source)
      );
      create table rollup_hour (
        hour integer not null,
        district text not null,
        stream text not null,
        type text not null,
        priority smallint not null,
        placed text not null,
        source text not null,
        n integer not null,
        primary key (hour, district, stream, type, priority, placed, source)
      );
      -- Days of the city's zone.
      create table rollup_day (
        day date not null,
        district text not null,
        stream text not null,
        type text not null,
        priority smallint not null,
        placed text not null,
        source text not null,
        n integer not null,
        primary key (day, district, stream, type, priority, placed, source)
      );
      -- The cumulative cube: everything ever counted, and what is open now.
      create table rollup_cube (
        district text not null,
        stream text not null,
        type text not null,
        priority smallint not null,
        placed text not null,
        source text not null,
        n bigint not null,
        open integer not null,
        primary key (district, stream, type, priority, placed, source)
      );
      create table rollup_hex (
        minute integer not null,
        h3 bigint not null,
        priority smallint not null,
        n integer not null,
        primary key (minute, h3, priority)
      );
      -- By receipt: what a feed delivered, minutes for 48 h.
      create table rollup_received (
        minute integer not null,
        source text not null,
        observations integer not null,
        readings integer not null,
        duplicates integer not null,
        rejected integer not null,
        history integer not null,
        primary key (minute, source)
      );
      create table rollup_rejected (
        day date not null,
        source text not null,
        code text not null,
        n integer not null,
        waiting integer not null,
        primary key (day, source, code)
      );
      create table recent_item (
        id uuid primary key,
        occurred_at timestamptz not null,
        item jsonb not null
      );
      create table vital_minute (
        vital text not null,
        minute integer not null,
        at timestamptz not null,
        value double precision,
        sensors integer not null,
        of integer not null,
        primary key (vital, minute)
      );
      create table sensor_latest (
        sensor text primary key,
        at timestamptz not null,
        value double precision not null
      );
      create table feed_state (
        source text primary key,
        status text not null,
        last_seen_at timestamptz,
        newest_occurred_at timestamptz,
        changed_at timestamptz
      );
      create table band_day (
        day date primary key,
        fact jsonb not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table band_day, feed_state, sensor_latest, vital_minute, recent_item, rollup_rejected, rollup_received, rollup_hex,
                 rollup_cube, rollup_day, rollup_hour, rollup_minute;
    `);
  }
}
