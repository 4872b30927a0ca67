import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexAmendments1764000000007 implements MigrationInterface {
  name = 'IndexAmendments1764000000007';

  async up(db: QueryRunner): Promise<void> {
    // The course of a record: its later messages. Rows that open a record, nine in ten, are not in it.
    await db.query('create index observation_amendment on observation (source, record) where not counted');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index observation_amendment');
  }
}
