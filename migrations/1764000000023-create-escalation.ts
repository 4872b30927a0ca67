import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEscalation1764000000023 implements MigrationInterface {
  name = 'CreateEscalation1764000000023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Who is told when, and again, until somebody acknowledges: protocol/escalation.ts EscalationChain.
      create table escalation_chain (
        id text primary key,
        definition jsonb not null,
        changed_at timestamptz not null default city_now()
      );
      create table escalation (
        id uuid primary key,
        incident uuid not null references incident (id),
        chain text not null references escalation_chain (id),
        trigger text not null,
        -- The report task it is about; empty for the incident itself.
        about text not null default '',
        -- The moment that the chain counts from: another moment is another escalation.
        since timestamptz not null,
        state text not null default 'raised' check (state in ('raised', 'acknowledged', 'ended')),
        step integer not null default 0,
        round integer not null default 1,
        target jsonb not null,
        raised_at timestamptz not null default city_now(),
        acknowledged_at timestamptz,
        acknowledged_by text,
        ended_at timestamptz,
        is_drill boolean not null,
        unique (incident, trigger, about, since)
      );
      create index escalation_live on escalation (incident) where state <> 'ended';
      create index escalation_raised on escalation (raised_at) where state = 'raised';
      -- What ran out before this table is not told of afterwards.
      insert into reader (name, seq) select 'escalations', coalesce(max(seq), 0) from journal_entry on conflict (name) do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name = 'escalations';
      drop table escalation, escalation_chain;
    `);
  }
}
