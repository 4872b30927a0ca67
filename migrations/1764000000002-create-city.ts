import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCity1764000000002 implements MigrationInterface {
  name = 'CreateCity1764000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      create extension if not exists pg_trgm;
      create table area (
        code text primary key,
        level text not null check (level in ('city', 'district', 'street')),
        name_zh text not null,
        name_en text not null,
        parent text references area (code) deferrable initially deferred,
        center_lon double precision,
        center_lat double precision,
        population integer,
        -- GeoJSON Polygon or MultiPolygon, WGS-84; null for areas that are only a code (wards without geometry).
        geometry jsonb
      );
      create table place (
        id bigint generated always as identity primary key,
        kind text not null,
        name text not null,
        -- Folded for matching: lower case, half width, no spaces or punctuation.
        name_folded text not null,
        street text references area (code),
        district text references area (code),
        lon double precision not null,
        lat double precision not null
      );
      create index place_name on place using gin (name_folded gin_trgm_ops);
      create table map_layer (
        name text primary key,
        geojson jsonb not null
      );
      create table catalogue_type (
        code text primary key,
        stream text not null check (stream in ('incident', 'complaint', 'risk')),
        family text not null,
        std_code text,
        name_zh text not null,
        name_en text not null,
        priority smallint not null check (priority between 1 and 4),
        source text not null,
        effective_from date,
        effective_to date
      );
      create table calendar_day (
        day date primary key,
        kind text not null check (kind in ('workday', 'rest')),
        name text not null,
        source text not null
      );
      create table source (
        id text primary key,
        name_zh text not null,
        name_en text not null,
        streams text[] not null,
        expect_every_seconds integer check (expect_every_seconds > 0),
        id_from text not null default 'message' check (id_from in ('message', 'content')),
        demo boolean not null default false,
        retired_at timestamptz,
        created_at timestamptz not null default city_now()
      );
      create table source_key (
        id text primary key,
        source text not null references source (id),
        secret_hash bytea not null,
        created_at timestamptz not null default city_now(),
        created_by text,
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      create index source_key_source on source_key (source);
      create table sensor (
        id text primary key,
        metric text not null,
        unit text not null,
        name_zh text not null,
        name_en text not null,
        source text not null references source (id),
        lon double precision,
        lat double precision,
        district text not null default '-',
        expect_every_seconds integer,
        low double precision,
        high double precision
      );
      create index sensor_metric on sensor (metric);
      create table vital_sign (
        id text primary key,
        position smallint not null,
        name_zh text not null,
        name_en text not null,
        owner_zh text not null,
        owner_en text not null,
        unit text not null,
        decimals smallint not null default 0,
        metric text not null,
        fold text not null check (fold in ('above', 'mean', 'sum', 'max')),
        threshold double precision,
        expect_every_seconds integer not null,
        usual_low double precision,
        usual_high double precision
      );
      create table daily_aggregate (
        day date not null,
        district text not null,
        stream text not null,
        type text not null,
        opened integer not null check (opened >= 0),
        closed integer not null check (closed >= 0),
        on_time integer not null check (on_time >= 0 and on_time <= closed),
        primary key (day, district, stream, type)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table daily_aggregate, vital_sign, sensor, source_key, source, calendar_day, catalogue_type, map_layer, place, area;
    `);
  }
}
