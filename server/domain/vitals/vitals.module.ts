import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { VitalsReactor } from './vitals.reactor.js';

/** The city's vital signs (城市体征). */
@Module({ imports: [JournalModule], providers: [VitalsReactor] })
export class VitalsModule {}
