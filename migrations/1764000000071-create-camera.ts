import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The register of cameras: what there is and where, not what it sees. It comes with the city's profile. */
export class CreateCamera1764000000071 implements MigrationInterface {
  name = 'CreateCamera1764000000071';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table camera (
        code text primary key,
        name_zh text not null,
        name_en text not null,
        -- '-' outside every district.
        district text not null,
        address text,
        lon double precision not null,
        lat double precision not null,
        -- Degrees from north; null: it turns.
        direction smallint check (direction between 0 and 359),
        owner_zh text not null,
        owner_en text not null,
        state text not null check (state in ('working', 'fault'))
      );
      create index camera_place on camera (lat, lon);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table camera');
  }
}
