import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a unit has had its status is not known before it has changed for the first time. */
export class UnknownStatusTime1764000000033 implements MigrationInterface {
  name = 'UnknownStatusTime1764000000033';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table unit_state alter column status_at drop not null, alter column status_at drop default');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      update unit_state set status_at = city_now() where status_at is null;
      alter table unit_state alter column status_at set default city_now(), alter column status_at set not null;
    `);
  }
}
