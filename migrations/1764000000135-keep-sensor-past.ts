import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepSensorPast1764000000135 implements MigrationInterface {
  name = 'KeepSensorPast1764000000135';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- first_at: when its first live reading was heard. ahead_at: when a reading of it was last refused because its clock is ahead.
      alter table sensor_watch add first_at timestamptz, add ahead_at timestamptz;
      -- What was heard before is known no better than this.
      update sensor_watch set first_at = last_at where last_at is not null;
      -- Times out of service stay when they are over, so that the map of a past moment can show them.
      alter table sensor_outage add ended_at timestamptz, drop constraint sensor_outage_pkey, add primary key (sensor, since);
      create unique index sensor_outage_running on sensor_outage (sensor) where ended_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from sensor_outage where ended_at is not null;
      drop index sensor_outage_running;
      alter table sensor_outage drop constraint sensor_outage_pkey, drop ended_at, add primary key (sensor);
      alter table sensor_watch drop first_at, drop ahead_at;
    `);
  }
}
