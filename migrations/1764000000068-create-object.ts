import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateObject1764000000068 implements MigrationInterface {
  name = 'CreateObject1764000000068';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Objects that are looked after (监管对象): shops, sites, stalls. incident.object holds a code of theirs.
      create table object (
        code text primary key,
        kind text not null,
        name_zh text not null,
        name_en text,
        category text not null,
        address text not null,
        lon double precision,
        lat double precision,
        h3 bigint,
        district text not null default '-',
        street text,
        grid text,
        licence text,
        -- Sealed (server/platform/secret.ts): who answers for it.
        contact_name bytea,
        contact_phone bytea,
        grade text not null default 'green' check (grade in ('red', 'yellow', 'green')),
        grade_since timestamptz not null default city_now(),
        score smallint not null default 0 check (score between 0 and 100),
        -- What the grade comes from: protocol/object.ts GradeReason.
        reason jsonb not null default '{"score":0,"offences":0,"complaints":0,"overdue":0,"cleanDays":0,"rule":0,"windowDays":0}',
        checked_at timestamptz,
        valid_from date,
        valid_to date,
        registered_at timestamptz not null default city_now(),
        removed_at timestamptz,
        is_drill boolean not null default false,
        version integer not null default 1,
        search text generated always as (code || ' ' || name_zh || ' ' || coalesce(name_en, '') || ' ' || address) stored
      );
      create index object_worst on object (score desc, code) where removed_at is null;
      create index object_district on object (district) where removed_at is null;
      -- Near ones by latitude; names are compared among those.
      create index object_near on object (lat, lon) where removed_at is null and lat is not null;
      create index object_search on object using gin (search gin_trgm_ops);
      create table object_grade (
        object text not null references object (code),
        at timestamptz not null default city_now(),
        grade text not null check (grade in ('red', 'yellow', 'green')),
        reason jsonb not null,
        is_drill boolean not null default false,
        primary key (object, at)
      );
      -- What counts against an object: confirmed, and not taken back. Late: not put right by its limit, or only after it. Index incident_object.
      create view offence as
        select i.id, i.no, i.object, i.type, i.stream, i.occurred_at, i.is_drill,
          i.due_at is not null and i.due_at < coalesce(case when i.lane is null or i.lane = 'check' then coalesce(
            (select max(j.at) from journal_entry j
             where j.subject = i.id::text and j.type = 'incident.moved' and j.fact ->> 'command' = 'feedback'), i.closed_at) end, city_now()) as is_late
        from incident i
        where i.object is not null and i.reviewed and (i.outcome is null or i.outcome in ('exempt', 'note', 'penalty', 'solved'));
      insert into reader (name, seq) select 'object-grades', coalesce(max(seq), 0) from journal_entry
        on conflict (name) do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from reader where name = 'object-grades';
      drop view offence;
      drop table object_grade, object;
    `);
  }
}
