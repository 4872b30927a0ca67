import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddShiftLead1764000000011 implements MigrationInterface {
  name = 'AddShiftLead1764000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      alter table account add column shift_lead boolean not null default false;
      update account set shift_lead = true where demo and username = 'duty';
      drop trigger account_revision on account;
      create trigger account_revision after update of role, districts, disabled_at, must_change_password, shift_lead on account
        for each statement execute function bump_identity_revision();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop trigger account_revision on account;
      create trigger account_revision after update of role, districts, disabled_at, must_change_password on account
        for each statement execute function bump_identity_revision();
      alter table account drop column shift_lead;
    `);
  }
}
