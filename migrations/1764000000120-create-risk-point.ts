import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRiskPoint1764000000120 implements MigrationInterface {
  name = 'CreateRiskPoint1764000000120';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- Risk points (风险点): a standing danger of a place or activity, graded 红橙黄蓝.
      create table risk_point (
        code text primary key,
        name_zh text not null,
        name_en text,
        -- A type of stream risk of the catalogue.
        category text not null,
        object text references object (code),
        address text not null,
        lon double precision,
        lat double precision,
        h3 bigint,
        district text not null default '-',
        street text,
        grade text not null check (grade in ('red', 'orange', 'yellow', 'blue')),
        grade_since timestamptz not null default city_now(),
        -- 1 to 4, the worst is 1: the order of lists.
        rank smallint not null generated always as (array_position(array['red', 'orange', 'yellow', 'blue'], grade)) stored,
        score double precision not null,
        -- What the grade comes from: protocol/risk-grade.ts Assessment.
        assessment jsonb not null,
        controls jsonb not null default '[]',
        owner_org text not null,
        -- Sealed (server/platform/secret.ts): the person who answers for it.
        owner_name bytea,
        owner_phone bytea,
        review_due date not null,
        visited_at timestamptz,
        registered_at timestamptz not null default city_now(),
        removed_at timestamptz,
        is_drill boolean not null default false,
        version integer not null default 1,
        search text generated always as (code || ' ' || name_zh || ' ' || coalesce(name_en, '') || ' ' || address || ' ' || owner_org) stored
      );
      create index risk_point_worst on risk_point (rank, code) where removed_at is null;
      create index risk_point_district on risk_point (district) where removed_at is null;
      create index risk_point_object on risk_point (object) where removed_at is null and object is not null;
      create index risk_point_place on risk_point (lat, lon) where removed_at is null and lat is not null;
      create index risk_point_search on risk_point using gin (search gin_trgm_ops);

      -- Every grading that differs from the one before.
      create table risk_grading (
        point text not null references risk_point (code),
        at timestamptz not null default city_now(),
        by text not null,
        assessment jsonb not null,
        is_drill boolean not null default false,
        primary key (point, at)
      );

      -- How often what has a grade is visited (protocol/visit-frequency.ts). The administration changes it.
      create table visit_frequency (
        scale text not null check (scale in ('object', 'risk-point')),
        grade text not null,
        every_days smallint not null check (every_days > 0),
        days text not null check (days in ('every', 'workday')),
        source text not null,
        primary key (scale, grade)
      );
      insert into visit_frequency (scale, grade, every_days, days, source) values
        ('object', 'red', 2, 'every', '浦东新区沿街商户三色分级（2021）：红色至少每 2 天一次'),
        ('object', 'yellow', 7, 'every', '浦东新区沿街商户三色分级（2021）：黄色至少每周一次'),
        ('object', 'green', 30, 'workday', '本系统默认'),
        ('risk-point', 'red', 7, 'every', '本系统默认'),
        ('risk-point', 'orange', 30, 'workday', '本系统默认'),
        ('risk-point', 'yellow', 90, 'workday', '本系统默认'),
        ('risk-point', 'blue', 180, 'workday', '本系统默认');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table visit_frequency, risk_grading, risk_point');
  }
}
