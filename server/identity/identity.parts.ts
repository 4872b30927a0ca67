import type { Provider, Type } from '@nestjs/common';
import { AccountPassword } from './account-password.service.js';
import { AccountsController } from './accounts.controller.js';
import { Accounts } from './accounts.service.js';
import { AuditController } from './audit.controller.js';
import { AuthController } from './auth.controller.js';
import { DemoAccounts } from './demo-accounts.service.js';
import { DemoController } from './demo.controller.js';
import { DisplayLinksController } from './display-links.controller.js';
import { DisplayLinks } from './display-links.service.js';
import { Login } from './login.service.js';
import { Passwords } from './passwords.service.js';
import { RolesController } from './roles.controller.js';
import { SessionCookie } from './session-cookie.service.js';
import { SessionStore } from './session-store.service.js';
import { SourcesAdmin } from './sources-admin.service.js';
import { SourcesController } from './sources.controller.js';
import { TokensController } from './tokens.controller.js';

/** Routes of sign-in and administration. */
export const IDENTITY_CONTROLLERS: Type[] = [
  AccountsController,
  AuditController,
  AuthController,
  DemoController,
  DisplayLinksController,
  RolesController,
  SourcesController,
  TokensController,
];

/** What those routes work with; nothing outside identity injects these. */
export const ACCOUNT_PROVIDERS: Provider[] = [
  AccountPassword,
  Accounts,
  DemoAccounts,
  DisplayLinks,
  Login,
  Passwords,
  SessionCookie,
  SessionStore,
  SourcesAdmin,
];
