import { Global, Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ACCOUNT_PROVIDERS, IDENTITY_CONTROLLERS } from './identity.parts.js';
import { Audit } from './audit.service.js';
import { IdentityBootstrap } from './identity-bootstrap.service.js';
import { PolicyGuard } from './policy.guard.js';
import { RolePermissions } from './role-permissions.service.js';
import { Sessions } from './session.service.js';
import { SessionWatch } from './session-watch.service.js';
import { SourceKeys } from './source-keys.service.js';

/** What other stages inject. */
const OPEN: Provider[] = [Audit, IdentityBootstrap, RolePermissions, Sessions, SourceKeys];

/** Accounts, sessions, roles, source keys and the audit; open to every stage. */
@Global()
@Module({
  controllers: IDENTITY_CONTROLLERS,
  providers: [{ provide: APP_GUARD, useClass: PolicyGuard }, SessionWatch, ...OPEN, ...ACCOUNT_PROVIDERS],
  exports: OPEN,
})
export class IdentityModule {}
