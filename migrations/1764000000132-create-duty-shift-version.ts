import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDutyShiftVersion1764000000132 implements MigrationInterface {
  name = 'CreateDutyShiftVersion1764000000132';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Every set of shifts of the duty room that was in force, the whole day together.
      create table duty_shift_version (
        no integer primary key check (no > 0),
        shifts jsonb not null,
        -- Null: as they were when versions began.
        by text,
        at timestamptz not null default city_now()
      );
      insert into duty_shift_version (no, shifts)
        select 1, jsonb_agg(jsonb_build_object('id', id, 'nameZh', name_zh, 'nameEn', name_en, 'from', to_char(from_time, 'HH24:MI'),
          'to', to_char(to_time, 'HH24:MI'), 'source', source) order by from_time, id)
        from duty_shift where retired_at is null having count(*) > 0;
      create trigger duty_shift_version_append_only before update or delete on duty_shift_version for each row execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table duty_shift_version`);
  }
}
