import { Inject, Injectable } from '@nestjs/common';
import type { LoginInput } from '../../protocol/identity.js';
import { Audit } from './audit.service.js';
import { Login } from './login.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { SessionStore } from './session-store.service.js';
import { Sessions } from './session.service.js';

/** Where a sign-in comes from: the address, and the session token that the browser brought along, if any. */
export interface SignInFrom {
  address: string;
  brought: string | null;
}

/** Opens and ends the sessions of people. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(Login) private readonly login: Login,
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  /** Signs in by name and password. The session is always new; one brought along ends. @throws login/failed, login/locked, login/busy */
  async open(input: LoginInput, from: SignInFrom): Promise<{ token: string; principal: SessionPrincipal }> {
    const account = await this.login.check(input, from.address);
    const token = await this.store.openCookie(account);
    const principal = await this.sessions.authenticate({ bearer: token });
    if (!principal) throw new Error('a session just opened is not there');
    await this.audit.record({
      actor: principal.username,
      action: 'login.succeeded',
      subject: account,
      address: from.address,
    });
    if (from.brought) await this.store.closeByToken(from.brought);
    return { token, principal };
  }

  /** Ends the session that asks for it, everywhere. */
  async close(who: SessionPrincipal, address: string): Promise<void> {
    await this.store.end(who.session);
    await this.audit.record({ actor: who.username, action: 'session.ended', subject: who.account, address });
  }
}
