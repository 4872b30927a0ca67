import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHazardChain1764000000125 implements MigrationInterface {
  name = 'CreateHazardChain1764000000125';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Every version of the chain; at most one is published.
      create table hazard_chain (
        version integer primary key,
        chain jsonb not null,
        state text not null default 'draft' check (state in ('draft', 'published', 'replaced')),
        added_at timestamptz not null default city_now(),
        added_by text,
        published_at timestamptz,
        published_by text,
        check ((state = 'draft') = (published_at is null))
      );
      create unique index hazard_chain_published on hazard_chain (state) where state = 'published';

      create table watch_item (
        id uuid primary key,
        node text not null,
        card jsonb not null,
        state text not null check (state in ('awaited', 'met', 'expired')),
        from_at timestamptz not null,
        until_at timestamptz not null,
        ended_at timestamptz,
        is_drill boolean not null default false,
        check ((state = 'awaited') = (ended_at is null))
      );
      create index watch_item_until on watch_item (until_at);
      create index watch_item_awaited on watch_item (from_at) where state = 'awaited';

      -- Hazards that the chain could have foretold, and by which watch item it did.
      create table hazard_seen (
        kind text not null,
        id text not null,
        node text not null,
        district text not null,
        at timestamptz not null,
        watch uuid references watch_item (id),
        is_drill boolean not null default false,
        primary key (kind, id, node)
      );
      create index hazard_seen_at on hazard_seen (at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name = 'hazards';
      drop table hazard_seen, watch_item, hazard_chain;
    `);
  }
}
