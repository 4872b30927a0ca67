import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepOwnRules1764000000067 implements MigrationInterface {
  name = 'KeepOwnRules1764000000067';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Limits that the administration added stay when a profile or a release brings its own anew; null: brought by one of those.
      alter table time_limit add column added_by text, add column added_at timestamptz;
      -- The city's own texts of notices; the last version holds, and without any the built-in text.
      create table notice_template (
        id text not null,
        version integer not null check (version > 0),
        zh text not null,
        en text not null,
        by text not null,
        at timestamptz not null default city_now(),
        primary key (id, version)
      );
      create trigger notice_template_append_only before update or delete on notice_template for each row execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table notice_template;
      alter table time_limit drop column added_by, drop column added_at;
    `);
  }
}
