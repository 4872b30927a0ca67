import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many incidents stood where at the start of each hour, of the whole city: what usual ranges of open incidents are made of. */
export class CreateIncidentHour1764000000060 implements MigrationInterface {
  name = 'CreateIncidentHour1764000000060';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table incident_hour (
        -- Epoch hour at whose start it was so.
        hour integer primary key,
        overdue integer not null,
        dispatch integer not null,
        in_hand integer not null,
        -- Done since the city's midnight.
        closed_today integer not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table incident_hour;');
  }
}
