import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Account, AccountInput } from '../../protocol/identity.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { allAccounts, countManagers, isUnit, lockAccount, unknownDistricts } from './account.queries.js';
import { Audit } from './audit.service.js';
import type { Doer } from './display-links.service.js';
import type { AccountPatch } from './identity.input.js';
import { Passwords } from './passwords.service.js';
import { SessionStore } from './session-store.service.js';
import { Sessions } from './session.service.js';
import { newPassword } from './token.js';

/** Held while accounts lose rights, so that two administrators cannot remove each other at once. */
const MANAGERS_LOCK = [4711, 21] as const;

/** Makes and changes accounts. */
@Injectable()
export class Accounts {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  /** Lists all accounts by user name. */
  list(): Promise<Account[]> {
    return allAccounts(this.db.query);
  }

  /** Makes an account with a one-time password, which is in the answer and nowhere else. @throws account/exists, district/unknown, unit/unknown */
  async create(input: AccountInput, doer: Doer): Promise<{ account: Account; password: string }> {
    const password = newPassword();
    const hash = await this.passwords.hash(password);
    const account = await this.db.tx(this.db.system, async (client) => {
      await refuseUnknown(client, input.districts);
      await refuseUnknownUnit(client, input.unit);
      const { rows } = await client.query<{ id: string }>(
        `insert into account (username, name, role, districts, unit, password_hash, shift_lead, must_change_password)
         values ($1, $2, $3, $4, $5, $6, $7, true)
         on conflict (username) do nothing returning id`,
        [input.username, input.name, input.role, input.districts, input.unit, hash, input.shiftLead ?? false],
      );
      const made = rows[0] && (await lockAccount(client, rows[0].id));
      if (!made) throw new DomainError(409, 'account/exists', `an account ${input.username} exists already`);
      const { role, districts, unit, shiftLead = false } = input;
      const detail = { role, districts, unit, shiftLead };
      await this.audit.record({ ...doer, action: 'account.created', subject: made.id, detail }, client);
      return made;
    });
    return { account, password };
  }

  /** Changes name, role, districts, unit, shift lead or whether an account may sign in. @throws account/unknown, account/built-in, account/last-admin, district/unknown, unit/unknown */
  async change(id: string, patch: AccountPatch, doer: Doer): Promise<Account> {
    const changed = await this.db.tx(this.db.system, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, $2)', [...MANAGERS_LOCK]);
      const before = await lockAccount(client, id);
      if (!before) throw new DomainError(404, 'account/unknown', 'no such account');
      refuseBuiltIn(before, patch);
      if (patch.districts) await refuseUnknown(client, patch.districts);
      await refuseUnknownUnit(client, patch.unit ?? null);
      const after = await this.write(client, before, patch);
      await this.audit.record(
        { ...doer, action: 'account.changed', subject: id, detail: changeOf(before, patch) },
        client,
      );
      return after;
    });
    await this.sessions.changed();
    return changed;
  }

  private async write(client: pg.PoolClient, before: Account, patch: AccountPatch): Promise<Account> {
    const disabled = patch.disabled ?? before.disabled;
    await client.query(
      `update account set name = $2, role = $3, districts = $4, shift_lead = $6, unit = $7,
         disabled_at = case when $5 then coalesce(disabled_at, clock_timestamp()) end where id = $1`,
      [
        before.id,
        patch.name ?? before.name,
        patch.role ?? before.role,
        patch.districts ?? before.districts,
        disabled,
        patch.shiftLead ?? before.shiftLead,
        patch.unit === undefined ? before.unit : patch.unit,
      ],
    );
    if (disabled && !before.disabled) await this.store.closeAll(client, before.id);
    if ((await countManagers(client, this.config.cityDemo)) === 0) {
      throw new DomainError(
        409,
        'account/last-admin',
        'this is the last account that can manage accounts; make another one first',
      );
    }
    const after = await lockAccount(client, before.id);
    if (!after) throw new Error(`account ${before.id} vanished while it was locked`);
    return after;
  }
}

function refuseBuiltIn(account: Account, patch: AccountPatch): void {
  const changesMore = [patch.role, patch.districts, patch.name, patch.unit].some((part) => part !== undefined);
  if (!account.username.startsWith('@') || !changesMore) return;
  throw new DomainError(
    409,
    'account/built-in',
    `${account.username} belongs to the service; it can only be disabled or enabled`,
  );
}

async function refuseUnknown(client: pg.PoolClient, districts: readonly string[]): Promise<void> {
  const unknown = await unknownDistricts(client, districts);
  if (unknown.length === 0) return;
  const detail = `no district ${unknown.join(', ')} in this city`;
  throw new DomainError(422, 'district/unknown', detail, {
    errors: [{ pointer: '/districts', code: 'district/unknown', detail }],
  });
}

async function refuseUnknownUnit(client: pg.PoolClient, unit: string | null): Promise<void> {
  if (unit === null || (await isUnit(client, unit))) return;
  const detail = `no unit ${unit} in this city`;
  throw new DomainError(422, 'unit/unknown', detail, { errors: [{ pointer: '/unit', code: 'unit/unknown', detail }] });
}

/** What the audit keeps of a change: rights before and after, no names. */
function changeOf(before: Account, patch: AccountPatch): Record<string, unknown> {
  const { role, districts, unit, shiftLead, disabled } = before;
  return {
    before: { role, districts, unit, shiftLead, disabled },
    changed: Object.keys(patch),
    role: patch.role,
    districts: patch.districts,
    unit: patch.unit,
    shiftLead: patch.shiftLead,
    disabled: patch.disabled,
  };
}
