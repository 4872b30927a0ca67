import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddShiftId1764000000062 implements MigrationInterface {
  name = 'AddShiftId1764000000062';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- One shift is changed or cancelled by its name; person and beginning may be what is wrong with it.
      alter table shift add column id uuid not null default gen_random_uuid();
      create unique index shift_id on shift (id);
      alter table shift drop constraint shift_origin_check;
      alter table shift add constraint shift_origin_check check (origin in ('turns', 'csv', 'hand'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      update shift set origin = 'csv' where origin = 'hand';
      alter table shift drop constraint shift_origin_check;
      alter table shift add constraint shift_origin_check check (origin in ('turns', 'csv'));
      alter table shift drop column id;
    `);
  }
}
