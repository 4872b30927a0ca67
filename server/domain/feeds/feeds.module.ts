import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { FeedsReactor } from './feeds.reactor.js';
import { FeedsWatch } from './feeds.watch.js';

/** Which feeds are live, late or interrupted. */
@Module({ imports: [JournalModule], providers: [FeedsReactor, FeedsWatch], exports: [FeedsWatch] })
export class FeedsModule {}
