import { Module } from '@nestjs/common';
import { AdminModule } from './admin.module.js';
import { RecognitionModule } from './recognition.module.js';
import { SignInModule } from './sign-in.module.js';

/** Accounts, sessions, roles, source keys and the audit; open to every stage. */
@Module({ imports: [RecognitionModule, SignInModule, AdminModule], exports: [AdminModule] })
export class IdentityModule {}
