import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWarning1764000000085 implements MigrationInterface {
  name = 'CreateWarning1764000000085';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- One row per CAP message, as understood and (sealed) as sent.
      create table cap_message (
        id uuid primary key,
        sender text not null,
        identifier text not null,
        sent timestamptz not null,
        source text not null,
        received_at timestamptz not null default city_now(),
        content_hash bytea not null,
        message jsonb not null,
        taken_by text,
        raw bytea not null,
        is_drill boolean not null default false,
        unique (sender, identifier, sent)
      );
      -- What messages refer to, also to messages that come later or never.
      create table cap_reference (
        message uuid not null references cap_message (id),
        sender text not null,
        identifier text not null,
        sent timestamptz not null,
        is_drill boolean not null default false,
        primary key (message, sender, identifier, sent)
      );
      create index cap_reference_to on cap_reference (sender, identifier, sent);
      -- An official warning: an Alert or Update that is meant. In force while received_at, from_at <= t < until_at.
      create table warning (
        id uuid primary key references cap_message (id),
        chain uuid not null,
        card jsonb not null,
        from_at timestamptz not null,
        until_at timestamptz not null,
        received_at timestamptz not null,
        is_drill boolean not null default false
      );
      create index warning_until on warning (until_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name = 'warnings';
      drop table warning, cap_reference, cap_message;
    `);
  }
}
