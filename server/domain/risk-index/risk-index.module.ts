import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { RiskAssessor } from './assessor.service.js';
import { RiskCauses } from './causes.service.js';
import { RiskKeeper } from './keeper.service.js';
import { RiskStater } from './stater.service.js';
import { RiskUsual } from './usual.service.js';
import { RiskWeightsController } from './weights.controller.js';
import { RiskWeightBook } from './weights.service.js';

/** How dangerous each place is now, why, and what was said of it before. */
@Module({
  imports: [JournalModule],
  controllers: [RiskWeightsController],
  providers: [RiskCauses, RiskAssessor, RiskStater, RiskKeeper, RiskUsual, RiskWeightBook],
})
export class RiskIndexModule {}
