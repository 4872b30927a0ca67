import { Module } from '@nestjs/common';
import { CityModule } from './city/city.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { JournalModule } from './journal/journal.module.js';
import { PlatformModule } from './platform/platform.module.js';

/** The service: one module a stage, in the order in which facts flow. */
@Module({
  imports: [PlatformModule, IdentityModule, CityModule, JournalModule, IntakeModule],
})
export class AppModule {}
