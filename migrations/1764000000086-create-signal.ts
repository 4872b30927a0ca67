import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSignal1764000000086 implements MigrationInterface {
  name = 'CreateSignal1764000000086';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Every version of every rule; of one rule at most one version is live.
      create table signal_rule (
        id text not null,
        version integer not null,
        definition jsonb not null,
        state text not null default 'draft' check (state in ('draft', 'live', 'off')),
        backtest jsonb,
        added_at timestamptz not null default city_now(),
        added_by text,
        primary key (id, version),
        check (state <> 'live' or backtest is not null)
      );
      create unique index signal_rule_live on signal_rule (id) where state = 'live';
      create table signal (
        id uuid primary key,
        rule text not null,
        version integer not null,
        district text not null,
        state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'dismissed')),
        grade smallint not null check (grade between 1 and 4),
        evidence jsonb not null,
        raised_at timestamptz not null default city_now(),
        last_at timestamptz not null,
        decided_at timestamptz,
        decided_by text,
        reason text,
        is_drill boolean not null default false,
        foreign key (rule, version) references signal_rule (id, version),
        check ((state = 'waiting') = (decided_at is null)),
        check (state <> 'dismissed' or reason is not null)
      );
      create unique index signal_waiting on signal (rule, district) where state = 'waiting';
      create index signal_last on signal (rule, district, last_at desc);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table signal, signal_rule;
    `);
  }
}
