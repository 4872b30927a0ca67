import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdentity1764000000003 implements MigrationInterface {
  name = 'CreateIdentity1764000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`

      create table role_permission (
        role text not null,
        permission text not null,
        reach text not null check (reach in ('none', 'own', 'district', 'city')),
        primary key (role, permission)
      );
      create table account (
        id uuid primary key default gen_random_uuid(),
        username text not null unique,
        name text not null,
        role text not null,
        districts text[] not null default '{}',
        password_hash text not null,
        must_change_password boolean not null default false,
        demo boolean not null default false,
        disabled_at timestamptz,
        created_at timestamptz not null default city_now(),
        last_seen_at timestamptz
      );
      -- Opaque tokens; only their hash is kept. A socket or request is refused the moment the row goes.
      create table session (
        token_hash bytea primary key,
        id uuid not null unique default gen_random_uuid(),
        kind text not null check (kind in ('cookie', 'token', 'display')),
        account uuid not null references account (id) on delete cascade,
        created_at timestamptz not null default clock_timestamp(),
        seen_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        label text,
        -- Of a display link: the wall it opens.
        wall text
      );
      create index session_account on session (account);
      -- Counts what may end or change a session. One row, updated in the changing transaction, so that whoever reads the new number sees the change.
      create table identity_revision (only_row boolean primary key default true check (only_row), revision bigint not null);
      insert into identity_revision (revision) values (0);
      create function bump_identity_revision() returns trigger language plpgsql as $$
        begin
          update identity_revision set revision = revision + 1;
          return null;
        end
      $$;
      create trigger session_revision after delete on session for each statement execute function bump_identity_revision();
      create trigger account_revision after update of role, districts, disabled_at, must_change_password on account
        for each statement execute function bump_identity_revision();
      create trigger role_revision after insert or update or delete on role_permission for each statement execute function bump_identity_revision();
      create table login_failure (
        username text not null,
        address text not null,
        at timestamptz not null default clock_timestamp()
      );
      create index login_failure_at on login_failure (username, at);
      create table audit_entry (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        actor text,
        address text,
        action text not null,
        subject text,
        detail jsonb not null default '{}'
      );
      create function refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = '42501';
        end
      $$;
      create trigger audit_append_only before update or delete on audit_entry for each row execute function refuse_change();
      create trigger audit_no_truncate before truncate on audit_entry for each statement execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`

      drop table audit_entry, login_failure, session, account, role_permission, identity_revision;
      drop function refuse_change();
      drop function bump_identity_revision();
    `);
  }
}
