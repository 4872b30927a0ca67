import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReport1764000000022 implements MigrationInterface {
  name = 'CreateReport1764000000022';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- What must be reported upward, to whom and how soon: protocol/report.ts ReportRule.
      create table report_rule (
        id text primary key,
        definition jsonb not null,
        retired_at timestamptz,
        changed_at timestamptz not null default city_now()
      );
      create table report_task (
        id uuid primary key,
        incident uuid not null references incident (id),
        rule text not null references report_rule (id),
        level smallint not null check (level between 1 and 4),
        kind text not null check (kind in ('first', 'followup', 'daily', 'final')),
        no integer not null check (no > 0),
        channel text not null,
        to_zh text not null,
        to_en text not null,
        warn_at timestamptz not null,
        due_at timestamptz not null,
        state text not null default 'pending' check (state in ('pending', 'submitted', 'withdrawn')),
        asked_at timestamptz not null default city_now(),
        submitted_at timestamptz,
        submitted_by text,
        -- What was reported, sealed: it may name people.
        words bytea,
        is_drill boolean not null,
        unique (incident, rule, no),
        check ((state = 'submitted') = (submitted_at is not null and submitted_by is not null and words is not null))
      );
      create index report_task_pending on report_task (due_at) where state = 'pending';
      -- Levels set before this table ask for nothing: tasks begin with the first fact after it.
      insert into reader (name, seq) select 'reports', coalesce(max(seq), 0) from journal_entry on conflict (name) do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name = 'reports';
      drop table report_task, report_rule;
    `);
  }
}
