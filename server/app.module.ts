import { Module } from '@nestjs/common';
import { IdentityModule } from './identity/identity.module.js';
import { PlatformModule } from './platform/platform.module.js';

/** The service: one module a stage, in the order in which facts flow. */
@Module({
  imports: [PlatformModule, IdentityModule],
})
export class AppModule {}
