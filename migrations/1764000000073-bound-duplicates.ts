import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Near-duplicates are looked for square by square, the newest first, so that a flood in one place costs no more than a busy day. */
export class BoundDuplicates1764000000073 implements MigrationInterface {
  name = 'BoundDuplicates1764000000073';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Squares of 0.005 degrees; open incidents of each, newest first (ids are made in order of time).
      create index incident_square on incident ((floor(lat * 200)::int), (floor(lon * 200)::int), id desc) where lane is not null;
      drop index incident_point;
      -- all: with everything near; some: with the nearest of too many; none: not yet, there was no time.
      alter table incident_words add compared text not null default 'all' check (compared in ('all', 'some', 'none'));
      create index incident_words_waiting on incident_words (incident desc) where compared = 'none';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index incident_words_waiting;
      alter table incident_words drop column compared;
      create index incident_point on incident (lat, lon) where lane is not null;
      drop index incident_square;
    `);
  }
}
