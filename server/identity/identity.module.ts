import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccountPassword } from './account-password.service.js';
import { Audit } from './audit.service.js';
import { AuthController } from './auth.controller.js';
import { DisplayLinksController } from './display-links.controller.js';
import { DisplayLinks } from './display-links.service.js';
import { Login } from './login.service.js';
import { Passwords } from './passwords.service.js';
import { PolicyGuard } from './policy.guard.js';
import { RolePermissions } from './role-permissions.service.js';
import { SessionCookie } from './session-cookie.service.js';
import { SessionStore } from './session-store.service.js';
import { Sessions } from './session.service.js';
import { SessionWatch } from './session-watch.service.js';
import { SourceKeys } from './source-keys.service.js';
import { TokensController } from './tokens.controller.js';

/** Accounts, sessions, roles, source keys and the audit; open to every stage. */
@Global()
@Module({
  controllers: [AuthController, TokensController, DisplayLinksController],
  providers: [
    { provide: APP_GUARD, useClass: PolicyGuard },
    AccountPassword,
    Audit,
    DisplayLinks,
    Login,
    Passwords,
    RolePermissions,
    SessionCookie,
    SessionStore,
    SessionWatch,
    Sessions,
    SourceKeys,
  ],
  exports: [Audit, RolePermissions, Sessions, SourceKeys],
})
export class IdentityModule {}
