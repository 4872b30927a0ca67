import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { AlarmCommandsController } from './alarm-commands.controller.js';
import { AlarmRulesController } from './alarm-rules.controller.js';
import { AlarmJudge } from './alarms.judge.js';
import { AlarmsController } from './alarms.controller.js';
import { AlarmsReactor } from './alarms.reactor.js';
import { Alarms } from './alarms.service.js';
import { AlarmsWatch } from './alarms.watch.js';
import { SensorsController } from './sensors.controller.js';
import { OutagesController } from './outages.controller.js';
import { Outages } from './outages.service.js';

/** What machines say is wrong, and who has seen it. */
@Module({
  imports: [JournalModule],
  controllers: [AlarmsController, AlarmCommandsController, AlarmRulesController, SensorsController, OutagesController],
  providers: [AlarmJudge, AlarmsReactor, AlarmsWatch, Alarms, Outages],
  exports: [AlarmsWatch],
})
export class AlarmsModule {}
