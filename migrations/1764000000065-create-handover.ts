import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHandover1764000000065 implements MigrationInterface {
  name = 'CreateHandover1764000000065';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- The shifts of the duty room (值班班次), in the city's zone; a shift that ends at or before its beginning goes past midnight.
      create table duty_shift (
        id text primary key,
        name_zh text not null,
        name_en text not null,
        from_time time not null,
        to_time time not null,
        source text not null,
        retired_at timestamptz
      );
      insert into duty_shift (id, name_zh, name_en, from_time, to_time, source) values
        ('day', '白班', 'Day shift', '08:00', '20:00', 'city-brain default: set the city''s own shifts'),
        ('night', '夜班', 'Night shift', '20:00', '08:00', 'city-brain default: set the city''s own shifts');
      create table handover (
        id uuid primary key,
        shift text not null references duty_shift (id),
        from_at timestamptz not null,
        to_at timestamptz not null check (to_at > from_at),
        state text not null check (state in ('draft', 'given', 'accepted')),
        version integer not null default 1,
        -- What the system wrote, as it stood at its asOf: protocol/handover.ts HandoverFacts.
        facts jsonb not null,
        -- What the outgoing side adds, sealed: it may name people.
        notes bytea,
        drafted_at timestamptz not null default city_now(),
        given_by text,
        given_at timestamptz,
        accepted_by text,
        accepted_at timestamptz,
        -- Grave incidents that nobody had taken, which the incoming side accepted by number.
        named text[] not null default '{}',
        is_drill boolean not null default false,
        unique (shift, from_at, is_drill),
        check ((state = 'draft') = (given_at is null) and (given_at is null) = (given_by is null)),
        check ((state = 'accepted') = (accepted_at is not null) and (accepted_at is null) = (accepted_by is null)),
        -- Nobody takes over from himself.
        check (accepted_by is null or accepted_by <> given_by)
      );
      create index handover_from on handover (from_at desc, id);
      -- Every version that was handed over, word for word.
      create table handover_version (
        handover uuid not null references handover (id),
        no integer not null check (no > 0),
        facts jsonb not null,
        notes bytea,
        by text not null,
        at timestamptz not null default city_now(),
        is_drill boolean not null default false,
        primary key (handover, no)
      );
      create table handover_message (
        id uuid primary key,
        handover uuid not null references handover (id),
        kind text not null check (kind in ('question', 'answer', 'addendum')),
        by text not null,
        words bytea not null,
        at timestamptz not null default city_now(),
        is_drill boolean not null default false
      );
      create index handover_message_of on handover_message (handover, at);
      create function refuse_signed() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or old.state = 'accepted' then
          raise exception 'handover %: what both sides have signed stays; add a line to it', old.id using errcode = '42501';
        end if;
        return new;
      end $$;
      create trigger handover_signed before update or delete on handover for each row execute function refuse_signed();
      create trigger handover_version_append_only before update or delete on handover_version for each row execute function refuse_change();
      create trigger handover_message_append_only before update or delete on handover_message for each row execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table handover_message, handover_version, handover, duty_shift;
      drop function refuse_signed();
    `);
  }
}
