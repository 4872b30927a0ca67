import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDuplicateSuggestion1764000000040 implements MigrationInterface {
  name = 'CreateDuplicateSuggestion1764000000040';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- What an incident's first report says, folded: the words that near-duplicates are looked for by.
      create table incident_words (
        incident uuid primary key references incident (id),
        words text not null,
        is_drill boolean not null default false
      );
      -- The later incident and an earlier one that it may be the same as.
      create table duplicate_suggestion (
        incident uuid not null references incident (id),
        other uuid not null references incident (id),
        score real not null check (score between 0 and 1),
        reasons jsonb not null,
        is_drill boolean not null default false,
        at timestamptz not null default city_now(),
        primary key (incident, other),
        check (incident <> other)
      );
      create index duplicate_suggestion_other on duplicate_suggestion (other);
      create index incident_point on incident (lat, lon) where lane is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      delete from reader where name = 'duplicates';
      drop index incident_point;
      drop table duplicate_suggestion, incident_words;
    `);
  }
}
