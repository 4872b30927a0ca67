import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIncident1764000000010 implements MigrationInterface {
  name = 'CreateIncident1764000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Times as facts and answers write them. "immutable" holds because the zone is named.
      create function iso_utc(at timestamptz) returns text language sql immutable parallel safe as
        $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
      create table procedure (
        id text not null,
        version integer not null,
        definition jsonb not null,
        added_at timestamptz not null default city_now(),
        primary key (id, version)
      );
      create sequence incident_no;
      create table incident (
        id uuid primary key,
        no text not null unique,
        procedure text not null,
        procedure_version integer not null,
        state text not null,
        lane text,
        -- The state to go back to from being hung or merged.
        back_to text,
        outcome text,
        stream text not null,
        type text not null,
        priority smallint not null check (priority between 1 and 4),
        level smallint check (level between 1 and 4),
        source text not null,
        -- The thing at the source by which a repeated offence is known: a shop, a camera. Null when not known.
        object text,
        district text not null,
        road text,
        place text,
        title text,
        h3 bigint,
        lon double precision,
        lat double precision,
        occurred_at timestamptz not null,
        opened_at timestamptz not null,
        entered_at timestamptz not null,
        closed_at timestamptz,
        due_at timestamptz,
        step_due_at timestamptz,
        limit_at timestamptz generated always as (least(due_at, step_due_at)) stored,
        -- What due times are worked out from: the starts of both clocks, time added, pauses that are over ([{fromMs, toMs}]).
        clock_from timestamptz,
        step_from timestamptz not null,
        extra_minutes integer not null default 0,
        pauses jsonb not null default '[]',
        paused_at timestamptz,
        -- When a hung incident is to be looked at again.
        look_again_at timestamptz,
        reviewed boolean not null default false,
        supervised boolean not null default false,
        extension_pending boolean not null default false,
        reports integer not null default 1,
        repeats integer not null default 0,
        bounces integer not null default 0,
        reworks integer not null default 0,
        extensions integer not null default 0,
        reminders integer not null default 0,
        parent uuid references incident (id),
        merged_into uuid references incident (id),
        -- Accounts it is given to now; kept by dispatch.
        assignees uuid[] not null default '{}',
        -- Its first source says that it is closed there.
        source_closed boolean not null default false,
        observation uuid not null unique,
        observation_received_at timestamptz not null,
        is_drill boolean not null default false,
        version integer not null default 1,
        search text generated always as
          (no || ' ' || coalesce(title, '') || ' ' || coalesce(place, '') || ' ' || coalesce(road, '')) stored,
        check ((lane is null) = (closed_at is not null))
      );
      create index incident_pressing on incident ((coalesce(limit_at, 'infinity'::timestamptz)), priority, id) where lane is not null;
      create index incident_closed on incident (closed_at) where closed_at is not null;
      create index incident_opened on incident (opened_at, id);
      create index incident_search on incident using gin (search gin_trgm_ops);
      create index incident_parent on incident (parent) where parent is not null;
      create index incident_merged on incident (merged_into) where merged_into is not null;
      create index incident_repeat on incident (source, type) where lane is not null;
      create index incident_object on incident (object, type) where object is not null;
      create index incident_assignees on incident using gin (assignees) where lane is not null;
      -- Every message that reported it. After a merge the line stays with the incident it came to, which points at the other.
      create table incident_observation (
        incident uuid not null references incident (id),
        observation uuid primary key,
        observation_received_at timestamptz not null,
        source text not null,
        record text not null,
        how text not null check (how in ('opened', 'repeated', 'joined')),
        is_drill boolean not null default false,
        at timestamptz not null default city_now()
      );
      create index incident_observation_incident on incident_observation (incident);
      -- Words of people: sealed, since they may hold names and numbers.
      create table incident_note (
        id uuid primary key,
        incident uuid not null references incident (id),
        kind text not null check (kind in ('comment', 'instruction', 'reason')),
        by text not null,
        words bytea not null,
        is_drill boolean not null default false,
        at timestamptz not null default city_now()
      );
      create index incident_note_incident on incident_note (incident);
      create table incident_attachment (
        incident uuid not null references incident (id),
        file uuid not null,
        kind text not null,
        by text not null,
        is_drill boolean not null default false,
        at timestamptz not null default city_now(),
        primary key (incident, file)
      );
      create table incident_extension (
        id uuid primary key,
        incident uuid not null references incident (id),
        minutes integer not null check (minutes > 0),
        requested_by text not null,
        requested_at timestamptz not null default city_now(),
        decided_by text,
        decided_at timestamptz,
        approved boolean,
        is_drill boolean not null default false
      );
      create unique index incident_extension_pending on incident_extension (incident) where decided_at is null;
      create table incident_relation (
        incident uuid not null references incident (id),
        other uuid not null references incident (id),
        by text not null,
        is_drill boolean not null default false,
        at timestamptz not null default city_now(),
        primary key (incident, other),
        check (incident <> other)
      );
      -- Commands that carried a key: told again, they are answered again and done once.
      create table command_key (
        account uuid not null,
        key text not null,
        content_hash bytea not null,
        subject text not null,
        at timestamptz not null default clock_timestamp(),
        primary key (account, key)
      );
      create index command_key_at on command_key (at);
      create view incident_card as select i.id, jsonb_build_object(
        'id', i.id, 'no', i.no, 'procedure', i.procedure, 'procedureVersion', i.procedure_version,
        'state', i.state, 'lane', i.lane, 'outcome', i.outcome,
        'stream', i.stream, 'type', i.type, 'priority', i.priority, 'level', i.level, 'source', i.source,
        'district', i.district, 'road', i.road, 'h3', to_hex(i.h3), 'lon', i.lon, 'lat', i.lat,
        'occurredAt', iso_utc(i.occurred_at), 'openedAt', iso_utc(i.opened_at), 'enteredAt', iso_utc(i.entered_at),
        'closedAt', iso_utc(i.closed_at), 'dueAt', iso_utc(i.due_at), 'stepDueAt', iso_utc(i.step_due_at),
        'limitAt', iso_utc(i.limit_at), 'pausedAt', iso_utc(i.paused_at),
        'reviewed', i.reviewed, 'supervised', i.supervised, 'extensionPending', i.extension_pending,
        'reports', i.reports, 'repeats', i.repeats, 'bounces', i.bounces, 'reworks', i.reworks,
        'extensions', i.extensions, 'reminders', i.reminders,
        'parent', i.parent, 'mergedInto', i.merged_into, 'isDrill', i.is_drill, 'version', i.version) as card
      from incident i;
      -- What came before this table opens nothing: incidents begin with the first message after it.
      insert into reader (name, seq) select 'incidents', coalesce(max(seq), 0) from journal_entry
        on conflict (name) do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name = 'incidents';
      drop view incident_card;
      drop table command_key, incident_relation, incident_extension, incident_attachment, incident_note, incident_observation, incident, procedure;
      drop sequence incident_no;
      drop function iso_utc(timestamptz);
    `);
  }
}
