import { Module } from '@nestjs/common';
import { AccountPassword } from './account-password.service.js';
import { AuthController } from './auth.controller.js';
import { DisplayLinksController } from './display-links.controller.js';
import { DisplayLinks } from './display-links.service.js';
import { Login } from './login.service.js';
import { Passwords } from './passwords.service.js';
import { SessionCookie } from './session-cookie.service.js';
import { SessionStore } from './session-store.service.js';
import { SignIn } from './sign-in.service.js';
import { TokensController } from './tokens.controller.js';

/** Signing in and out, tokens, display links, one's own password. */
@Module({
  controllers: [AuthController, TokensController, DisplayLinksController],
  providers: [AccountPassword, DisplayLinks, Login, Passwords, SessionCookie, SessionStore, SignIn],
  exports: [AccountPassword, Passwords, SessionStore],
})
export class SignInModule {}
