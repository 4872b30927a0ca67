import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFile1764000000050 implements MigrationInterface {
  name = 'CreateFile1764000000050';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      -- A photo as we keep it: made anew from what was sent, without its metadata. Picture and thumbnail are sealed: faces and plates are personal data.
      create table file (
        id uuid primary key,
        -- Of the bytes as they were sent: evidence of what the phone held, and what tells a repeated upload.
        sha256 bytea not null check (length(sha256) = 32),
        stored_sha256 bytea not null check (length(stored_sha256) = 32),
        bytes integer not null check (bytes > 0),
        width integer not null check (width > 0),
        height integer not null check (height > 0),
        thumb bytea not null,
        -- As the camera or the phone claims; nobody has checked it.
        taken_at timestamptz,
        taken_at_from text check (taken_at_from in ('exif', 'phone')),
        taken_lon double precision check (taken_lon between -180 and 180),
        taken_lat double precision check (taken_lat between -90 and 90),
        place_from text check (place_from in ('exif', 'phone')),
        account uuid not null references account (id),
        by text not null,
        at timestamptz not null default city_now(),
        is_drill boolean not null default false,
        check ((taken_at is null) = (taken_at_from is null)),
        check ((taken_lon is null) = (place_from is null) and (taken_lon is null) = (taken_lat is null)),
        unique (account, sha256, is_drill)
      );
      create index file_account_at on file (account, at);
      alter table file alter column thumb set storage external;
      create table file_chunk (
        file uuid not null references file (id) on delete cascade,
        n integer not null check (n >= 0),
        bytes bytea not null,
        primary key (file, n)
      );
      -- Sealed bytes do not shrink: trying would only cost time.
      alter table file_chunk alter column bytes set storage external;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table file_chunk, file;
    `);
  }
}
