import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNotice1764000000041 implements MigrationInterface {
  name = 'CreateNotice1764000000041';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      create table notice_receiver (
        id uuid primary key,
        name text not null,
        channel text not null check (channel in ('sms', 'webhook', 'email')),
        -- Sealed: numbers and addresses of people, and web addresses that hold keys.
        address bytea not null,
        secret bytea,
        shape text,
        lang text not null check (lang in ('zh', 'en')),
        of text,
        events text[] not null,
        district text,
        removed_at timestamptz
      );
      create index notice_receiver_of on notice_receiver (of) where removed_at is null;
      create table notice (
        id uuid primary key,
        -- Entry, template and receiver: one fact tells one receiver once.
        key text not null unique,
        incident uuid references incident (id),
        assignment uuid,
        district text,
        cause bigint not null,
        template text not null,
        lang text not null,
        channel text not null check (channel in ('sms', 'webhook', 'email', 'console')),
        receiver text not null,
        address bytea,
        -- What the template needs beside the incident; no names of people.
        params jsonb not null default '{}',
        priority smallint not null default 3,
        is_drill boolean not null default false,
        state text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'cancelled')),
        attempts integer not null default 0,
        -- Real time, as networks and people's hands are; the other moments are the city's.
        not_before timestamptz not null,
        next_at timestamptz,
        claimed_at timestamptz,
        maybe_twice boolean not null default false,
        made_at timestamptz not null default city_now(),
        sent_at timestamptz,
        delivered_at timestamptz,
        failed_at timestamptz,
        message_id text,
        error text,
        -- What was sent, sealed.
        words bytea,
        -- A drill is never a real message, whatever the code does.
        check (not is_drill or channel = 'console')
      );
      create index notice_due on notice (priority, next_at) where next_at is not null and state in ('queued', 'failed');
      create index notice_claimed on notice (claimed_at) where state = 'sending';
      create index notice_incident on notice (incident);
      create index notice_assignment on notice (assignment) where assignment is not null;
      create index notice_message on notice (message_id) where message_id is not null;
      create index notice_failed on notice (id) where state = 'failed';
      -- What happened before there were notices is not told of afterwards.
      insert into reader (name, seq) select 'notices', coalesce(max(seq), 0) from journal_entry on conflict (name) do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name = 'notices';
      drop table notice, notice_receiver;
    `);
  }
}
