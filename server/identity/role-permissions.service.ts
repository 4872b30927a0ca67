import { Inject, Injectable } from '@nestjs/common';
import { Permission, Role, type Reach } from '../../protocol/identity.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { conflicts, fill, type Reaches } from './permission.rules.js';
import { DEFAULT_PERMISSIONS } from './permissions.data.js';

/** How long a role table read earlier is believed, in milliseconds. */
const FRESH_MS = 1000;

/** The table of roles and permissions, read through a short cache. */
@Injectable()
export class RolePermissions {
  private table: { at: number; value: Promise<Map<Role, Reaches>> } | undefined;

  constructor(@Inject(Database) private readonly db: Database) {}

  /** Reaches of every permission for a role. */
  async of(role: Role): Promise<Reaches> {
    return (await this.all()).get(role) ?? fill({});
  }

  /** Reaches of every role. */
  async all(): Promise<Map<Role, Reaches>> {
    const now = performance.now();
    if (this.table && now - this.table.at < FRESH_MS) return this.table.value;
    const value = this.read();
    this.table = { at: now, value };
    value.catch(() => (this.table = undefined));
    return value;
  }

  /** Drops the cached table, for a caller that knows of a change. */
  forget(): void {
    this.table = undefined;
  }

  /** Writes the default matrix where the table has no line yet: of all roles at first, of new permissions after an update. */
  async seed(): Promise<void> {
    const rows = Role.options.flatMap((role) =>
      Object.entries(fill(DEFAULT_PERMISSIONS[role])).map(([permission, reach]) => ({ role, permission, reach })),
    );
    await this.db.system.query(
      `insert into role_permission (role, permission, reach)
       select role, permission, reach from jsonb_to_recordset($1::jsonb) as r (role text, permission text, reach text)
       on conflict do nothing`,
      [JSON.stringify(rows)],
    );
    this.table = undefined;
  }

  /** Replaces what a role may do. @throws role/conflict, role/last-admin */
  async replace(role: Role, given: Readonly<Partial<Record<Permission, Reach>>>): Promise<Reaches> {
    const reaches = fill(given);
    const [pair] = conflicts(reaches);
    if (pair)
      throw new DomainError(
        422,
        'role/conflict',
        `${pair[0]} and ${pair[1]} are held by different people; give them to two roles`,
      );
    if (role === 'admin' && reaches['accounts.manage'] !== 'city') {
      throw new DomainError(
        409,
        'role/last-admin',
        'the role admin keeps accounts.manage for the whole city; nobody else could give it back',
      );
    }
    await this.db.system.query(
      `insert into role_permission (role, permission, reach) select $1, key, value from jsonb_each_text($2::jsonb)
       on conflict (role, permission) do update set reach = excluded.reach`,
      [role, JSON.stringify(reaches)],
    );
    this.table = undefined;
    return reaches;
  }

  private async read(): Promise<Map<Role, Reaches>> {
    const { rows } = await this.db.system.query<{ role: Role; permission: Permission; reach: Reach }>(
      'select role, permission, reach from role_permission',
    );
    const table = new Map<Role, Reaches>();
    for (const role of Role.options) {
      const own = rows.filter((r) => r.role === role).map((r) => [r.permission, r.reach]);
      table.set(role, fill(Object.fromEntries(own) as Partial<Record<Permission, Reach>>));
    }
    return table;
  }
}
