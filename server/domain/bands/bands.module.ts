import { Module } from '@nestjs/common';
import { CityModule } from '../../city/city.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { BandsService } from './bands.service.js';

/** What is usual at this hour of such a day. */
@Module({ imports: [CityModule, JournalModule], providers: [BandsService], exports: [BandsService] })
export class BandsModule {}
