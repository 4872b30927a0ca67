import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateChecklist1764000000133 implements MigrationInterface {
  name = 'CreateChecklist1764000000133';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- What to ask and do by type of incident, every version (server/domain/incidents/checklists/checklists.data.ts has the built-in ones).
      create table checklist (
        id text not null,
        version integer not null check (version > 0),
        name_zh text not null,
        name_en text not null,
        -- Beginnings of types.
        types text[] not null,
        -- protocol/checklist.ts ChecklistItem.
        items jsonb not null,
        source text not null,
        -- Null: built in.
        added_by text,
        added_at timestamptz not null default city_now(),
        -- Stands with the newest version: the list is offered no more; incidents that began it go on.
        retired_by text,
        retired_at timestamptz,
        primary key (id, version)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table checklist`);
  }
}
