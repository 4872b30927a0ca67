import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddFeedTransports1764000000160 implements MigrationInterface {
  name = 'AddFeedTransports1764000000160';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- When a feed was last heard over each transport, epoch milliseconds: {"http": 1764000000000}.
      alter table feed_state add transports jsonb not null default '{}';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table feed_state drop transports');
  }
}
