import { Module } from '@nestjs/common';
import { CityModule } from './city/city.module.js';
import { BandsModule } from './domain/bands/bands.module.js';
import { FeedsModule } from './domain/feeds/feeds.module.js';
import { RollupsModule } from './domain/rollups/rollups.module.js';
import { VitalsModule } from './domain/vitals/vitals.module.js';
import { GatewayModule } from './gateway/gateway.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { JournalModule } from './journal/journal.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { RowsModule } from './projections/rows.module.js';

const BASE = [PlatformModule, IdentityModule, CityModule, JournalModule];
const DOMAIN = [RollupsModule, FeedsModule, BandsModule, VitalsModule];

/** The service: one module a stage, in the order in which facts flow. */
@Module({ imports: [...BASE, IntakeModule, ...DOMAIN, RowsModule, GatewayModule] })
export class AppModule {}
