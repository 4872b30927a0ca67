import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Audit } from './audit.service.js';
import { PolicyGuard } from './policy.guard.js';
import { RolePermissions } from './role-permissions.service.js';
import { Sessions } from './session.service.js';
import { SessionWatch } from './session-watch.service.js';
import { SourceKeys } from './source-keys.service.js';

/** Accounts, sessions, roles, source keys and the audit; open to every stage. */
@Global()
@Module({
  providers: [{ provide: APP_GUARD, useClass: PolicyGuard }, Audit, RolePermissions, SessionWatch, Sessions, SourceKeys],
  exports: [Audit, RolePermissions, Sessions, SourceKeys],
})
export class IdentityModule {}
