import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateObservation1764000000005 implements MigrationInterface {
  name = 'CreateObservation1764000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- One row per message. The row whose "counted" is true stands for its record; amendments move its type, priority, district and place.
      create table observation (
        id uuid not null,
        batch uuid not null,
        source text not null,
        record text not null,
        stream text not null,
        type text not null,
        type_sent text,
        priority smallint not null,
        occurred_at timestamptz not null,
        received_at timestamptz not null,
        lon double precision,
        lat double precision,
        h3 bigint,
        district text not null,
        placed text not null,
        road text,
        title text,
        body text,
        -- What the service found out about the message. What was sent may hold personal data and stays sealed in raw.
        attributes jsonb,
        flags text[],
        counted boolean not null,
        is_drill boolean not null default false,
        is_history boolean not null default false,
        reporter bytea,
        raw bytea not null,
        primary key (received_at, id)
      ) partition by range (received_at);
      create index observation_occurred on observation (occurred_at);
      create index observation_batch on observation (batch);
      create table observation_default partition of observation default;
      create table ingest_key (
        source text not null,
        key_hash bytea not null,
        content_hash bytea not null,
        observation uuid not null,
        received_at timestamptz not null,
        primary key (source, key_hash)
      );
      create table source_record (
        source text not null,
        record_hash bytea not null,
        observation uuid not null,
        observation_received_at timestamptz not null,
        state_at timestamptz not null,
        status text,
        opened_at timestamptz,
        due_at timestamptz,
        closed_at timestamptz,
        org text,
        result text,
        satisfaction smallint,
        is_open boolean not null,
        is_history boolean not null,
        is_drill boolean not null default false,
        version integer not null default 1,
        primary key (source, record_hash)
      );
      create index source_record_open on source_record (observation) where is_open;
      create index source_record_observation on source_record (observation);
      create table reading (
        sensor text not null,
        at timestamptz not null,
        value double precision not null,
        quality smallint not null default 0,
        batch uuid not null,
        primary key (sensor, at)
      ) partition by range (at);
      create index reading_batch on reading (batch);
      create table reading_default partition of reading default;
      create table reading_hour (
        sensor text not null,
        hour timestamptz not null,
        n integer not null,
        total double precision not null,
        low double precision not null,
        high double precision not null,
        primary key (sensor, hour)
      );
      create table dead_letter (
        id uuid primary key,
        source text not null,
        received_at timestamptz not null,
        code text not null,
        pointer text not null,
        detail text not null,
        item_id text,
        bytes integer not null,
        raw bytea not null,
        outcome text check (outcome in ('replayed', 'discarded')),
        settled_at timestamptz,
        settled_by text,
        settle_reason text
      );
      create index dead_letter_waiting on dead_letter (source, code, received_at) where outcome is null;
      create index dead_letter_received on dead_letter (received_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table dead_letter, reading_hour, reading, source_record, ingest_key, observation;
    `);
  }
}
