import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WarmSensorWatch1764000000150 implements MigrationInterface {
  name = 'WarmSensorWatch1764000000150';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Every reading changes the row of its sensor: with room on its page and no index on what changes, that touches no index.
      drop index sensor_watch_last;
      alter table sensor_watch set (fillfactor = 50);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      alter table sensor_watch reset (fillfactor);
      create index sensor_watch_last on sensor_watch (last_at);
    `);
  }
}
