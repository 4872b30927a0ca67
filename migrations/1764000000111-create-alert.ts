import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAlert1764000000111 implements MigrationInterface {
  name = 'CreateAlert1764000000111';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- One monthly alert (每月城市安全风险提示). Its id is the same in every format.
      create table alert (
        id text primary key,
        month date not null unique check (extract(day from month) = 1),
        compiles integer not null default 0,
        -- Nothing that is not real is counted or told: there is no drill of an alert.
        is_drill boolean not null default false check (not is_drill)
      );
      create table alert_version (
        alert text not null references alert (id),
        version integer not null check (version > 0),
        state text not null check (state in ('draft', 'consultation', 'review', 'approved', 'published')),
        -- Counts changes: who changes it says which one was seen.
        revision integer not null default 1,
        compile integer not null,
        document jsonb not null,
        -- sha256 of the document as published.
        hash text,
        -- Whoever compiled, edited or submitted it: none of them approves or publishes it.
        authors text[] not null default '{}',
        deadline timestamptz,
        submitted_by text,
        approved_by text,
        approved_at timestamptz,
        published_by text,
        published_at timestamptz,
        primary key (alert, version),
        check ((state in ('approved', 'published')) = (approved_by is not null) and (approved_by is null) = (approved_at is null)),
        check ((state = 'published') = (published_at is not null and published_by is not null and hash is not null)),
        check (approved_by is null or approved_by <> all (authors)),
        check (published_by is null or published_by <> all (authors))
      );
      create unique index alert_version_working on alert_version (alert) where state <> 'published';
      -- The end of a published alert. That a later version took its place is told by that version.
      create table alert_withdrawal (
        alert text not null,
        version integer not null,
        by text not null,
        at timestamptz not null default city_now(),
        reason jsonb not null,
        primary key (alert, version),
        foreign key (alert, version) references alert_version (alert, version)
      );
      -- What figures count, frozen when the draft was compiled: they open exactly this for ever. n: how many on that day.
      create table alert_input (
        alert text not null references alert (id),
        compile integer not null,
        part text not null,
        day date not null,
        district text not null,
        type text not null,
        n integer not null check (n > 0),
        primary key (alert, compile, part, day, district, type)
      );
      -- Departments that a consultation asks.
      create table alert_consulted (
        alert text not null,
        version integer not null,
        department text not null,
        name jsonb not null,
        reminders integer not null default 0,
        primary key (alert, version, department),
        foreign key (alert, version) references alert_version (alert, version) on delete cascade
      );
      -- What departments said. Words are sealed: they may name people.
      create table alert_comment (
        id uuid primary key,
        alert text not null references alert (id),
        version integer not null,
        section text not null,
        department text not null,
        verdict text not null check (verdict in ('agree', 'objection')),
        words bytea,
        by text not null,
        at timestamptz not null default city_now(),
        check (verdict = 'agree' or words is not null)
      );
      create index alert_comment_of on alert_comment (alert, version, at);
      create table alert_answer (
        comment uuid primary key references alert_comment (id),
        outcome text not null check (outcome in ('adopted', 'declined')),
        words bytea not null,
        by text not null,
        at timestamptz not null default city_now()
      );
      create function refuse_published() returns trigger language plpgsql as $$
      begin
        if tg_op = 'TRUNCATE' then
          raise exception '%: what was published stays', tg_table_name using errcode = '42501';
        end if;
        if old.state = 'published' then
          raise exception 'alert % version %: what was published stays; correct it by a new version', old.alert, old.version using errcode = '42501';
        end if;
        if tg_op = 'DELETE' then return old; end if;
        return new;
      end $$;
      create function refuse_published_input() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'DELETE' or exists (
          select from alert_version v where v.alert = old.alert and v.compile = old.compile and v.state = 'published') then
          raise exception 'alert_input is append-only: % refused', tg_op using errcode = '42501';
        end if;
        return old;
      end $$;
      create trigger alert_version_published before update or delete on alert_version for each row execute function refuse_published();
      create trigger alert_version_no_truncate before truncate on alert_version for each statement execute function refuse_published();
      create trigger alert_input_published before update or delete on alert_input for each row execute function refuse_published_input();
      create trigger alert_withdrawal_append_only before update or delete on alert_withdrawal for each row execute function refuse_change();
      create trigger alert_comment_append_only before update or delete on alert_comment for each row execute function refuse_change();
      create trigger alert_answer_append_only before update or delete on alert_answer for each row execute function refuse_change();
      insert into reader (name, seq) select 'alert-drafts', coalesce(max(seq), 0) from journal_entry on conflict (name) do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name = 'alert-drafts';
      drop table alert_answer, alert_comment, alert_consulted, alert_input, alert_withdrawal, alert_version, alert;
      drop function refuse_published_input();
      drop function refuse_published();
    `);
  }
}
