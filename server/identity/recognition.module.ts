import { Global, Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Audit } from './audit.service.js';
import { PolicyGuard } from './policy.guard.js';
import { RolePermissions } from './role-permissions.service.js';
import { Sessions } from './session.service.js';
import { SessionWatch } from './session-watch.service.js';
import { SourceKeys } from './source-keys.service.js';

const OPEN: Provider[] = [Audit, RolePermissions, Sessions, SourceKeys];

/** Recognises who asks and decides by policy; what every stage may inject. */
@Global()
@Module({
  providers: [{ provide: APP_GUARD, useClass: PolicyGuard }, SessionWatch, ...OPEN],
  exports: OPEN,
})
export class RecognitionModule {}
