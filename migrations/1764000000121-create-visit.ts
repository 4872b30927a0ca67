import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateVisit1764000000121 implements MigrationInterface {
  name = 'CreateVisit1764000000121';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Visits, planned and done (检查). An object, or risk points that belong to none; points of the object are looked at with it.
      create table visit (
        id uuid primary key,
        object text references object (code),
        points text[] not null default '{}',
        -- What the plan holds one visit for.
        subject text not null generated always as (coalesce('object ' || object, 'point ' || points[1])) stored,
        district text not null,
        street text,
        reason text not null check (reason in ('frequency', 'recheck', 'campaign', 'complaint', 'warning', 'report')),
        topics text[] not null check (cardinality(topics) > 0),
        state text not null default 'planned' check (state in ('planned', 'done', 'cancelled')),
        due_on date not null,
        planned_on date not null,
        unit text,
        -- A person chose unit or day: the plan leaves both alone.
        is_assigned boolean not null default false,
        visited_at timestamptz,
        visited_by text,
        outcome text check (outcome in ('clean', 'hazards', 'absent')),
        note text,
        next_due_on date,
        made_at timestamptz not null default city_now(),
        is_drill boolean not null default false,
        version integer not null default 1,
        check (object is not null or cardinality(points) > 0),
        check ((state = 'done') = (visited_at is not null))
      );
      create unique index visit_once on visit (subject, reason) where state = 'planned' and reason in ('frequency', 'recheck') and not is_drill;
      create index visit_planned on visit (planned_on, id) where state = 'planned';
      create index visit_done on visit (visited_at desc, id) where state = 'done';
      create index visit_object on visit (object) where object is not null;
      create index visit_points on visit using gin (points);

      -- Hidden dangers (隐患) that visits found. What the desk made of one is found by its id: it is the key of the call.
      create table hazard (
        id uuid primary key,
        visit uuid not null references visit (id),
        object text,
        point text,
        district text not null,
        topic text not null,
        level text not null check (level in ('major', 'general')),
        text text not null,
        found_at timestamptz not null default city_now(),
        due_on date not null,
        fixed_at timestamptz,
        fixed_by uuid references visit (id),
        is_drill boolean not null default false
      );
      create index hazard_visit on hazard (visit);
      create index hazard_open on hazard (object, point) where fixed_at is null;

      insert into reader (name, seq) select 'visit-plan', coalesce(max(seq), 0) from journal_entry
        on conflict (name) do nothing;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from reader where name = 'visit-plan';
      drop table hazard, visit;
    `);
  }
}
