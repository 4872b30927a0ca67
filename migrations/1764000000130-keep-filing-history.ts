import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepFilingHistory1764000000130 implements MigrationInterface {
  name = 'KeepFilingHistory1764000000130';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Who added and who ended a condition; added_by null: built in.
      alter table filing_condition add column added_by text, add column added_at timestamptz, add column ended_by text,
        add column ended_at timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `alter table filing_condition drop column added_by, drop column added_at, drop column ended_by, drop column ended_at`,
    );
  }
}
