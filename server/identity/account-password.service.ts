import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { Audit } from './audit.service.js';
import { Login } from './login.service.js';
import { Passwords } from './passwords.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { SessionStore } from './session-store.service.js';
import { Sessions } from './session.service.js';
import { newPassword } from './token.js';

/** Who resets whose password, from where. */
export interface ResetRequest {
  actor: string;
  account: string;
  address: string;
}

/** Changes and resets passwords. Either ends the other sessions and all tokens of the account. */
@Injectable()
export class AccountPassword {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Login) private readonly login: Login,
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  /** Changes one's own password; the current one is asked for and throttled like a sign-in. @throws password/..., login/..., account/demo */
  async change(who: SessionPrincipal, given: { current: string; password: string }, address: string): Promise<void> {
    if (who.kind !== 'cookie')
      throw new DomainError(403, 'session/needs-sign-in', 'sign in by name and password to change the password');
    await this.refuseDemo(who.account);
    await this.passwords.accept(given.password, who.username);
    await this.login.check({ username: who.username, password: given.current }, address);
    const hash = await this.passwords.hash(given.password);
    await this.db.tx(this.db.system, async (client) => {
      await client.query('update account set password_hash = $2, must_change_password = false where id = $1', [
        who.account,
        hash,
      ]);
      await this.store.closeAll(client, who.account, who.session);
      await this.audit.record(
        { actor: who.username, action: 'password.changed', subject: who.account, address },
        client,
      );
    });
    await this.sessions.changed();
  }

  /** Gives an account a one-time password, shown to the administrator once. @throws account/unknown, account/demo */
  async reset(request: ResetRequest): Promise<string> {
    await this.refuseDemo(request.account);
    const password = newPassword();
    const hash = await this.passwords.hash(password);
    await this.db.tx(this.db.system, async (client) => {
      await client.query('update account set password_hash = $2, must_change_password = true where id = $1', [
        request.account,
        hash,
      ]);
      await this.store.closeAll(client, request.account);
      await client.query('delete from login_failure where username = (select username from account where id = $1)', [
        request.account,
      ]);
      await this.audit.record(
        { actor: request.actor, action: 'password.reset', subject: request.account, address: request.address },
        client,
      );
    });
    await this.sessions.changed();
    return password;
  }

  private async refuseDemo(account: string): Promise<void> {
    const { rows } = await this.db.system.query<{ demo: boolean }>('select demo from account where id = $1', [account]);
    if (!rows[0]) throw new DomainError(404, 'account/unknown', 'no such account');
    if (rows[0].demo) {
      throw new DomainError(
        409,
        'account/demo',
        'the passwords of demo accounts come from DEMO_PASSWORD or demo-accounts.txt and are not changed here',
      );
    }
  }
}
