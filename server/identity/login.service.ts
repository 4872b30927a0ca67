import { Inject, Injectable } from '@nestjs/common';
import type { LoginInput } from '../../protocol/identity.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { Audit } from './audit.service.js';
import { failuresOf, forgetFailures, loginRow, noteFailure } from './login.queries.js';
import { Passwords } from './passwords.service.js';
import { lockedForS } from './throttle.rules.js';

/** Signs people in by name and password: same answer and same time whether the name, the password or the account was wrong. */
@Injectable()
export class Login {
  /** Username -> the try under way: tries on one account run one after the other, so that each sees the failures before it. */
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  /** Checks name and password. @returns the account id. @throws login/failed, login/locked with the seconds to wait, login/busy */
  async check(input: LoginInput, address: string): Promise<string> {
    const username = input.username.trim().toLowerCase();
    const before = this.turns.get(username) ?? Promise.resolve();
    const mine = before.then(() => this.attempt({ username, password: input.password }, address));
    const settled = mine.catch(() => undefined);
    this.turns.set(username, settled);
    void settled.then(() => this.turns.get(username) === settled && this.turns.delete(username));
    return mine;
  }

  private async attempt(input: LoginInput, address: string): Promise<string> {
    const { username, password } = input;
    const waitS = lockedForS(await failuresOf(this.db.system, username, address));
    if (waitS > 0) {
      throw new DomainError(429, 'login/locked', `too many failed tries; wait ${waitS} s`, { retryAfterS: waitS });
    }
    const row = await loginRow(this.db.system, username, this.config.cityDemo);
    const isRight = await this.passwords.matches(row?.passwordHash ?? null, password);
    if (!row || !isRight || !row.usable) {
      await noteFailure(this.db.system, username, address);
      // The typed name of nobody is not kept in the audit: it is often a password in the wrong field.
      await this.audit.record({ actor: null, action: 'login.failed', subject: row?.id ?? null, address });
      const lockedS = lockedForS(await failuresOf(this.db.system, username, address));
      if (lockedS > 0) {
        await this.audit.record({
          actor: null,
          action: 'login.locked',
          subject: row?.id ?? null,
          detail: { lockedS },
          address,
        });
      }
      throw new DomainError(401, 'login/failed', 'user name or password is wrong, or the account is disabled');
    }
    await forgetFailures(this.db.system, username);
    return row.id;
  }
}
