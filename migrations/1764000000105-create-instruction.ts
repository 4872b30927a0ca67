import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInstruction1764000000105 implements MigrationInterface {
  name = 'CreateInstruction1764000000105';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Leaders' instructions (批示) and the loops of KPIs in the red: protocol/instruction.ts.
      create table instruction (
        id uuid primary key,
        kind text not null check (kind in ('instruction', 'kpi')),
        state text not null default 'open' check (state in ('open', 'answered', 'returned', 'closed')),
        version integer not null default 1,
        author text not null,
        owner_kind text not null check (owner_kind in ('account', 'role')),
        owner text not null,
        link_kind text check (link_kind in ('incident', 'kpi', 'signal')),
        link_ref text,
        -- Of the incident or signal that it is about; '-' is none.
        district text not null default '-',
        -- Sealed: it may name people.
        words bytea not null,
        given_at timestamptz not null default city_now(),
        due_at timestamptz not null,
        closed_at timestamptz,
        answers integer not null default 0,
        returns integer not null default 0,
        late integer not null default 0,
        overdue_since timestamptz,
        done integer,
        done_of integer,
        assessment text check (assessment in ('met', 'unmet')),
        is_drill boolean not null default false,
        check ((link_kind is null) = (link_ref is null)),
        check ((state = 'closed') = (closed_at is not null)),
        check (kind = 'instruction' or link_kind = 'kpi'),
        check (assessment is null or (kind = 'kpi' and state = 'closed')),
        check (state in ('open', 'returned') or overdue_since is null),
        check ((done is null) = (done_of is null) and done between 0 and done_of)
      );
      create index instruction_standing on instruction (due_at, id) where closed_at is null;
      create index instruction_closed on instruction (closed_at desc, id) where closed_at is not null;
      create index instruction_link on instruction (link_kind, link_ref);
      -- A KPI in the red has one loop at a time.
      create unique index instruction_kpi on instruction (link_ref, is_drill) where kind = 'kpi' and closed_at is null;
      create table instruction_message (
        id uuid primary key,
        instruction uuid not null references instruction (id),
        act text not null check (act in ('answer', 'return', 'close')),
        by text not null,
        words bytea not null,
        at timestamptz not null default city_now(),
        is_drill boolean not null default false
      );
      create index instruction_message_of on instruction_message (instruction, at);
      create trigger instruction_message_append_only before update or delete on instruction_message
        for each row execute function refuse_change();
      create view instruction_card as
        select i.id, jsonb_build_object(
          'id', i.id, 'kind', i.kind, 'state', i.state, 'version', i.version, 'author', i.author,
          'owner', jsonb_build_object('kind', i.owner_kind, 'ref', i.owner),
          'link', case when i.link_kind is null then null else jsonb_build_object('kind', i.link_kind, 'ref', i.link_ref) end,
          'district', i.district, 'givenAt', iso_utc(i.given_at), 'dueAt', iso_utc(i.due_at), 'closedAt', iso_utc(i.closed_at),
          'answers', i.answers, 'returns', i.returns, 'late', i.late, 'overdueSince', iso_utc(i.overdue_since),
          'progress', case when i.done is null then null else jsonb_build_object('done', i.done, 'of', i.done_of) end,
          'assessment', i.assessment, 'isDrill', i.is_drill) as card
        from instruction i;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop view instruction_card;
      drop table instruction_message, instruction;
    `);
  }
}
