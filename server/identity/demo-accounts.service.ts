import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Role } from '../../protocol/identity.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { Secret } from '../platform/secret.js';
import { DEMO_PEOPLE, DEMO_TITLES, type DemoPerson } from './demo.data.js';
import { Passwords } from './passwords.service.js';
import { passwordFrom } from './token.js';

const SEED = 'identity.demo_seed';
const FILE = 'demo-accounts.txt';

/** Field officers of the demo work in the first street team of their district (those go by the roster), where the city has one. */
const JOIN_TEAM = `update account a set unit = (
    select u.id from unit u where u.type = 'enforcement' and u.retired_at is null and u.district = any (a.districts)
    order by u.duty desc, u.id limit 1)
  where a.demo and a.role = 'officer' and a.unit is null`;

/** A demo account with what is needed to sign in. Shown on loopback only. */
export interface DemoAccount {
  username: string;
  password: string;
  role: Role;
  name: string;
  nameEn: string;
  title: string;
  titleEn: string;
  home: string;
}

/** The demo's accounts: made and kept usable in the demo, shut outside of it. */
@Injectable()
export class DemoAccounts {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Secret) private readonly secret: Secret,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  /** Makes missing demo accounts, renews passwords that changed and opens all of them; keeps generated passwords in a file for the owner only. */
  async open(client: pg.PoolClient): Promise<void> {
    const all = await this.withPasswords(client);
    if (!(await this.isCurrent(client, all))) await this.write(client, all);
    await client.query('update account set disabled_at = null where demo and disabled_at is not null');
    await client.query(JOIN_TEAM);
    await this.keepFile(all);
  }

  /** Disables all demo accounts and ends their sessions. */
  async shut(client: pg.PoolClient): Promise<void> {
    await client.query('update account set disabled_at = clock_timestamp() where demo and disabled_at is null');
    await client.query('delete from session using account a where a.id = session.account and a.demo');
    await rm(join(this.config.dataDir, FILE), { force: true });
  }

  /** The demo accounts that can be used now, with their passwords; null outside the demo. */
  async list(): Promise<DemoAccount[] | null> {
    if (!this.config.cityDemo) return null;
    return this.db.tx(this.db.system, async (client) => {
      const { rows } = await client.query<{ username: string }>(
        'select username from account where demo and disabled_at is null',
      );
      const living = new Set(rows.map((r) => r.username));
      return (await this.withPasswords(client)).filter((p) => living.has(p.username));
    });
  }

  private async withPasswords(client: pg.PoolClient): Promise<DemoAccount[]> {
    const seed = this.config.demoPassword === null ? await this.seed(client) : null;
    return DEMO_PEOPLE.map(({ username, role, name, nameEn, home }) => ({
      username,
      password: seed
        ? passwordFrom(createHmac('sha512', seed).update(username).digest())
        : (this.config.demoPassword ?? ''),
      role,
      name,
      nameEn,
      title: DEMO_TITLES[role][0],
      titleEn: DEMO_TITLES[role][1],
      home,
    }));
  }

  /** Generated passwords derive from one sealed seed in the database, so that all instances of a demo agree on them. */
  private async seed(client: pg.PoolClient): Promise<Buffer> {
    const fresh = this.secret.seal(randomBytes(32)).toString('base64');
    await client.query('insert into setting (name, value) values ($1, to_jsonb($2::text)) on conflict do nothing', [
      SEED,
      fresh,
    ]);
    const { rows } = await client.query<{ value: string }>('select value from setting where name = $1', [SEED]);
    return this.secret.open(Buffer.from(rows[0]?.value ?? '', 'base64'));
  }

  /** All are there and the first one's password fits: they are only ever written together. */
  private async isCurrent(client: pg.PoolClient, all: readonly DemoAccount[]): Promise<boolean> {
    const { rows } = await client.query<{ username: string; hash: string; demo: boolean }>(
      'select username, password_hash as hash, demo from account where username = any($1)',
      [all.map((p) => p.username)],
    );
    const first = all.find((p) => rows.some((r) => r.demo && r.username === p.username));
    const stored = rows.find((r) => r.username === first?.username)?.hash ?? null;
    return rows.length === all.length && first !== undefined && (await this.passwords.matches(stored, first.password));
  }

  private async write(client: pg.PoolClient, all: readonly DemoAccount[]): Promise<void> {
    // One DEMO_PASSWORD for all is hashed once: ten hashes would cost half a second of every fresh start.
    const shared = this.config.demoPassword === null ? null : await this.passwords.hash(this.config.demoPassword);
    const hashes = await Promise.all(all.map(async (p) => shared ?? (await this.passwords.hash(p.password))));
    const rows = DEMO_PEOPLE.map((person, i) => ({ ...rowOf(person), password_hash: hashes[i] }));
    await client.query(
      `insert into account (username, name, role, districts, password_hash, shift_lead, demo)
       select username, name, role, districts, password_hash, "shiftLead", true
       from jsonb_to_recordset($1::jsonb) as p (username text, name text, role text, districts text[], password_hash text, "shiftLead" boolean)
       on conflict (username) do update set password_hash = excluded.password_hash where account.demo`,
      [JSON.stringify(rows)],
    );
  }

  private async keepFile(all: readonly DemoAccount[]): Promise<void> {
    const path = join(this.config.dataDir, FILE);
    await rm(path, { force: true });
    if (this.config.demoPassword !== null) return;
    await mkdir(this.config.dataDir, { recursive: true, mode: 0o700 });
    const lines = all.map((p) => `${p.username.padEnd(10)} ${p.password}  ${p.title} ${p.name} (${p.titleEn})`);
    await writeFile(path, `# city-brain demo accounts\n${lines.join('\n')}\n`, { mode: 0o600 });
  }
}

function rowOf({ username, name, role, districts, shiftLead = false }: DemoPerson) {
  return { username, name, role, districts, shiftLead };
}
