import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { RollupsReactor } from './rollups.reactor.js';
import { RollupsService } from './rollups.service.js';

@Module({ imports: [JournalModule], providers: [RollupsReactor, RollupsService], exports: [RollupsService] })
export class RollupsModule {}
