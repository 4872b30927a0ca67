import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFilingCondition1764000000069 implements MigrationInterface {
  name = 'CreateFilingCondition1764000000069';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- What must hold before an incident of a type is filed (立案条件). Built-in rows are added at start; a city changes or ends them here.
      create table filing_condition (
        type text not null,
        -- The condition of time_limit.
        id text not null,
        name_zh text not null,
        name_en text not null,
        valid_from date,
        valid_to date,
        source text not null,
        primary key (type, id)
      );
      alter table incident add column filing_condition text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table incident drop column filing_condition;
      drop table filing_condition;
    `);
  }
}
