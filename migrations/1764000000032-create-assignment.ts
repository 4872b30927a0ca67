import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAssignment1764000000032 implements MigrationInterface {
  name = 'CreateAssignment1764000000032';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- One unit given to one incident. Writers lock the incident, then the unit_state rows in the order of their ids.
      create table assignment (
        id uuid primary key,
        incident uuid not null references incident (id),
        -- The incident's version after the command that gave it.
        incident_version integer not null,
        unit text not null references unit (id),
        state text not null
          check (state in ('assigned', 'accepted', 'arrived', 'handled', 'returned', 'withdrawn', 'undone')),
        -- The first contact of the incident: stays responsible (首接责任).
        first boolean not null,
        override boolean not null,
        unit_status_before text not null,
        -- Sealed: words of people.
        reason bytea,
        end_reason bytea,
        assigned_at timestamptz not null default city_now(),
        assigned_by text not null,
        -- Real time: undo and notice are for people's hands, whatever the city's clock.
        made_at timestamptz not null default clock_timestamp(),
        undo_until timestamptz not null,
        notice_at timestamptz not null,
        accepted_at timestamptz,
        arrived_at timestamptz,
        handled_at timestamptz,
        ended_at timestamptz,
        ended_by text,
        is_drill boolean not null default false,
        version integer not null default 1,
        check ((ended_at is null) = (state in ('assigned', 'accepted', 'arrived')))
      );
      create unique index assignment_open on assignment (incident, unit) where ended_at is null;
      create index assignment_load on assignment (unit) where ended_at is null;
      create index assignment_incident on assignment (incident);
      create index assignment_ended on assignment (ended_at) where ended_at is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table assignment;
    `);
  }
}
