import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { Accounts } from './accounts.service.js';
import { AuditController } from './audit.controller.js';
import { DemoAccounts } from './demo-accounts.service.js';
import { DemoController } from './demo.controller.js';
import { IdentityBootstrap } from './identity-bootstrap.service.js';
import { RolesController } from './roles.controller.js';
import { SignInModule } from './sign-in.module.js';
import { SourcesAdmin } from './sources-admin.service.js';
import { SourcesController } from './sources.controller.js';

/** Accounts, roles, sources and keys as their administrator sees them, the first accounts of a database, and the audit. */
@Module({
  imports: [SignInModule],
  controllers: [AccountsController, AuditController, DemoController, RolesController, SourcesController],
  providers: [Accounts, DemoAccounts, IdentityBootstrap, SourcesAdmin],
  exports: [IdentityBootstrap, SourcesAdmin],
})
export class AdminModule {}
