import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTimer1764000000021 implements MigrationInterface {
  name = 'CreateTimer1764000000021';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      create sequence timer_id;
      create table timer (
        kind text not null,
        subject text not null,
        step text not null default '',
        -- Changes whenever the timer is set anew.
        id bigint not null unique default nextval('timer_id'),
        due_at timestamptz not null,
        payload jsonb not null default '{}',
        is_drill boolean not null default false,
        set_at timestamptz not null default city_now(),
        -- Failures of its handler; retry_at is real time.
        tries integer not null default 0,
        retry_at timestamptz,
        error text,
        primary key (kind, subject, step)
      );
      create index timer_due on timer (due_at);
      create index timer_subject on timer (subject);
      -- Each moment of each timer fires once, whoever sets it again and whatever the clock does.
      create table timer_firing (
        kind text not null,
        subject text not null,
        step text not null,
        due_at timestamptz not null,
        fired_at timestamptz not null default city_now(),
        epoch bigint not null,
        is_drill boolean not null default false,
        primary key (kind, subject, step, due_at)
      );
      create index timer_firing_at on timer_firing (fired_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table timer_firing, timer;
      drop sequence timer_id;
    `);
  }
}
