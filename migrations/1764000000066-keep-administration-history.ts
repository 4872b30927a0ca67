import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepAdministrationHistory1764000000066 implements MigrationInterface {
  name = 'KeepAdministrationHistory1764000000066';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- A permit that is taken back stays readable: what it closed must be explained, and figures of past moments count it.
      alter table permit add column ended_at timestamptz, add column ended_by text;
      -- New incidents go by the version activated last; one that is only imported waits. added_by null: built in.
      alter table procedure add column added_by text, add column activated_at timestamptz, add column activated_by text;
      update procedure set activated_at = added_at;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      alter table procedure drop column added_by, drop column activated_at, drop column activated_by;
      alter table permit drop column ended_at, drop column ended_by;
    `);
  }
}
