import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGradeRule1764000000131 implements MigrationInterface {
  name = 'CreateGradeRule1764000000131';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- How the grade of an object is worked out, from a day on (server/domain/objects/grade.data.ts has the built-in one). added_by null: built in.
      create table grade_rule (
        version integer primary key check (version > 0),
        valid_from date not null,
        -- protocol/grade-rule.ts, what is beside these columns.
        rule jsonb not null,
        source text not null,
        added_by text,
        added_at timestamptz not null default city_now(),
        -- Taken back before it began.
        withdrawn_by text,
        withdrawn_at timestamptz
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table grade_rule`);
  }
}
