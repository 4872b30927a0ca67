import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { CONFIG, type Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { DemoAccounts, type DemoAccount } from './demo-accounts.service.js';
import { Passwords } from './passwords.service.js';
import { RolePermissions } from './role-permissions.service.js';
import { newPassword } from './token.js';

const BOOT_LOCK = [4711, 20] as const;

/** What a start of the service has to tell its operator, once. */
export interface BootReport {
  /** Password of the first administrator, only in the start that generated it. */
  adminPasswordOnce?: string;
  /** Demo accounts with passwords, only in the demo. */
  demo?: DemoAccount[];
}

/** Seeds roles and accounts at boot, one instance at a time. */
@Injectable()
export class IdentityBootstrap implements OnModuleInit {
  /** What the last `ensure` has to tell. */
  report: BootReport = {};
  private readonly log = new Logger('identity');

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(RolePermissions) private readonly roles: RolePermissions,
    @Inject(DemoAccounts) private readonly demo: DemoAccounts,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  /** Seeds before the first request is served. */
  async onModuleInit(): Promise<void> {
    this.report = await this.ensure();
  }

  /** Brings roles and accounts to what this configuration asks for. Safe to repeat. */
  async ensure(): Promise<BootReport> {
    await this.roles.seed();
    const adminPasswordOnce = await this.db.tx(this.db.system, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, $2)', [...BOOT_LOCK]);
      if (!this.config.cityDemo) {
        await this.demo.shut(client);
        return this.firstAdmin(client);
      }
      await this.demo.open(client);
      return undefined;
    });
    const demo = await this.demo.list();
    return { ...(adminPasswordOnce && { adminPasswordOnce }), ...(demo && { demo }) };
  }

  /** Makes `admin` when nobody can manage accounts. @returns its password if it was generated */
  private async firstAdmin(client: pg.PoolClient): Promise<string | undefined> {
    const { rowCount } = await client.query(
      `select from account a join role_permission p on p.role = a.role and p.permission = 'accounts.manage' and p.reach = 'city'
       where a.disabled_at is null and not a.demo limit 1`,
    );
    if (rowCount) return undefined;
    const password = this.config.adminPassword ?? newPassword();
    const hash = await this.passwords.hash(password);
    // A database that was a demo has a disabled demo `admin`: it becomes the real one, with nothing left of the old.
    await client.query(
      `insert into account (username, name, role, password_hash) values ('admin', '系统管理员', 'admin', $1)
       on conflict (username) do update set name = excluded.name, role = excluded.role, password_hash = excluded.password_hash,
         districts = '{}', demo = false, disabled_at = null, must_change_password = false`,
      [hash],
    );
    await client.query(
      `insert into audit_entry (actor, action, subject) select null, 'account.firstAdminCreated', id::text from account where username = 'admin'`,
    );
    this.log.log('the first administrator was created: user name admin');
    return this.config.adminPassword === null ? password : undefined;
  }
}
