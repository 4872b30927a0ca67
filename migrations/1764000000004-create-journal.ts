import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateJournal1764000000004 implements MigrationInterface {
  name = 'CreateJournal1764000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      create table journal_entry (
        seq bigint primary key,
        at timestamptz not null,
        type text not null,
        subject text,
        actor text,
        cause bigint,
        version smallint not null default 1,
        is_drill boolean not null default false,
        source text,
        batch uuid,
        fact jsonb not null
      );
      create index journal_batch on journal_entry (batch) where batch is not null;
      create index journal_subject on journal_entry (subject, seq) where subject is not null;
      create index journal_amended on journal_entry (seq) where type = 'observation.amended';
      create sequence journal_seq owned by journal_entry.seq;
      -- The one way in. The lock is taken first and seq drawn under it, so seq order is commit order (docs/adr/0001).
      create function journal_append(entries jsonb) returns bigint language plpgsql as $$
        begin
          perform pg_advisory_xact_lock(4711, 1);
          perform set_config('journal.writer', 'append', true);
          insert into journal_entry (seq, at, type, subject, actor, cause, is_drill, source, batch, fact)
          select nextval('journal_seq'), city_now(), e ->> 'type', e ->> 'subject', e ->> 'actor', (e ->> 'cause')::bigint,
                 coalesce((e ->> 'isDrill')::boolean, false), e ->> 'source', (e ->> 'batch')::uuid, e -> 'fact'
          from (select e from jsonb_array_elements(entries) with ordinality as t (e, n) order by n) as ordered;
          perform set_config('journal.writer', '', true);
          return currval('journal_seq');
        end
      $$;
      create function journal_guard() returns trigger language plpgsql as $$
        begin
          if tg_op = 'INSERT' and current_setting('journal.writer', true) in ('append', 'restore') then
            return new;
          end if;
          raise exception 'journal_entry is written by journal_append only: % refused', tg_op using errcode = '42501';
        end
      $$;
      create trigger journal_only_append before insert or update or delete on journal_entry for each row execute function journal_guard();
      create trigger journal_no_truncate before truncate on journal_entry for each statement execute function refuse_change();
      create table reader (
        name text primary key,
        seq bigint not null default 0,
        moved_at timestamptz not null default clock_timestamp()
      );
      create table parked_entry (
        reader text not null,
        seq bigint not null,
        tries integer not null,
        error text not null,
        at timestamptz not null default clock_timestamp(),
        primary key (reader, seq)
      );
      -- Work that must happen on one instance at a time: holder and epoch fence whoever was frozen (docs/adr/0003).
      create table lease (
        name text primary key,
        holder text not null,
        epoch bigint not null default 1,
        until timestamptz not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table lease, parked_entry, reader, journal_entry;
      drop function journal_append(jsonb);
      drop function journal_guard();
    `);
  }
}
