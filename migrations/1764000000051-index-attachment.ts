import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether somebody may see a photo is asked each time it is shown: by the incidents it hangs on. */
export class IndexAttachment1764000000051 implements MigrationInterface {
  name = 'IndexAttachment1764000000051';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index incident_attachment_file on incident_attachment (file);
      alter table incident_attachment add foreign key (file) references file (id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table incident_attachment drop constraint incident_attachment_file_fkey;
      drop index incident_attachment_file;
    `);
  }
}
