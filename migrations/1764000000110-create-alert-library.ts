import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAlertLibrary1764000000110 implements MigrationInterface {
  name = 'CreateAlertLibrary1764000000110';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- What the monthly alert is made by; every version stays (protocol/alert-library.ts AlertSettings).
      create table alert_setting (
        version integer primary key check (version > 0),
        settings jsonb not null,
        by text,
        at timestamptz not null default city_now()
      );
      -- Kinds of risk that can lead a month, and what of the catalogue belongs to each (AlertCategory).
      create table alert_category (
        id text primary key,
        category jsonb not null
      );
      -- Advice and outlook by category and month. Every version stays; the highest one holds (AlertText).
      create table alert_text (
        id text not null,
        version integer not null check (version > 0),
        body jsonb not null,
        retired boolean not null default false,
        by text,
        at timestamptz not null default city_now(),
        primary key (id, version)
      );
      -- Events of the city's own calendar that the outlook names (AlertEvent).
      create table alert_event (
        id text primary key,
        event jsonb not null
      );
      create trigger alert_setting_append_only before update or delete on alert_setting for each row execute function refuse_change();
      create trigger alert_text_append_only before update or delete on alert_text for each row execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table alert_event, alert_text, alert_category, alert_setting;
    `);
  }
}
