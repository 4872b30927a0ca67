import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUnit1764000000030 implements MigrationInterface {
  name = 'CreateUnit1764000000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      create table enforcement_field (
        code text primary key,
        name_zh text not null,
        name_en text not null,
        -- Beginnings of the types that belong to it.
        types text[] not null,
        source text not null
      );
      -- What is known of a unit beforehand; what it does now is in unit_state.
      create table unit (
        id text primary key,
        name_zh text not null,
        name_en text not null,
        type text not null,
        skills text[] not null,
        fields text[] not null,
        organisation_zh text not null,
        organisation_en text not null,
        district text not null default '-',
        areas text[] not null,
        crew smallint not null check (crew > 0),
        -- Sealed (server/platform/secret.ts).
        phone bytea,
        -- Incidents it may hold at once; 1 is exclusive.
        capacity smallint not null check (capacity > 0),
        base_lon double precision,
        base_lat double precision,
        duty text not null check (duty in ('always', 'roster')),
        is_drill boolean not null default false,
        retired_at timestamptz
      );
      create index unit_district on unit (district);
      create table routing_rule (
        id integer primary key,
        match text not null,
        area text not null,
        unit text not null references unit (id),
        from_time text,
        to_time text,
        days text check (days in ('workday', 'rest')),
        source text not null
      );
      create table unit_state (
        unit text primary key references unit (id),
        status text not null default 'standby'
          check (status in ('standby', 'dispatched', 'en-route', 'on-scene', 'handling', 'returning', 'resting', 'lost')),
        status_at timestamptz not null default city_now(),
        -- Where a lost unit goes on when it is heard again.
        status_before_lost text,
        -- When it last said anything itself.
        heard_at timestamptz,
        lon double precision,
        lat double precision,
        position_at timestamptz,
        -- The position that the journal knows: positions come faster than they are worth a fact.
        told_lon double precision,
        told_lat double precision,
        told_at timestamptz,
        on_shift boolean not null default true,
        version integer not null default 1
      );
      alter table account add column unit text references unit (id) on delete set null;
      create trigger account_unit_revision after update of unit on account
        for each statement execute function bump_identity_revision();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop trigger account_unit_revision on account;
      alter table account drop column unit;
      drop table unit_state, routing_rule, unit, enforcement_field;
    `);
  }
}
