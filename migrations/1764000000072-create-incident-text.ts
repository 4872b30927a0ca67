import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people look an incident up by beside its number and place: the words of its reports, and the numbers that called. */
export class CreateIncidentText1764000000072 implements MigrationInterface {
  name = 'CreateIncidentText1764000000072';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table incident_text (
        incident uuid primary key references incident (id),
        -- Titles, texts and addresses of every report, folded.
        words text not null,
        -- Keyed digests of the numbers that called; the numbers themselves stay sealed with the messages.
        phones bytea[] not null default '{}',
        is_drill boolean not null default false
      );
      create index incident_text_words on incident_text using gin (words gin_trgm_ops);
      create index incident_text_phones on incident_text using gin (phones);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from reader where name = 'incident-text';
      drop table incident_text;
    `);
  }
}
