import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { AlarmCommandsController } from './alarm-commands.controller.js';
import { AlarmRulesController } from './alarm-rules.controller.js';
import { AlarmJudge } from './alarms.judge.js';
import { AlarmsController } from './alarms.controller.js';
import { AlarmsReactor } from './alarms.reactor.js';
import { Alarms } from './alarms.service.js';
import { AlarmsWatch } from './alarms.watch.js';
import { Curves } from './curves.service.js';
import { LimitsOfSensorController } from './limits.controller.js';
import { Limits } from './limits.service.js';
import { OutagesController } from './outages.controller.js';
import { Outages } from './outages.service.js';
import { ReadingsController } from './readings.controller.js';
import { SensorRegister } from './sensor-register.service.js';
import { SensorsController } from './sensors.controller.js';

/** What machines say is wrong, and who has seen it; the sensors that say it. */
@Module({
  imports: [JournalModule],
  controllers: [
    ...[AlarmsController, AlarmCommandsController, AlarmRulesController],
    ...[SensorsController, ReadingsController, LimitsOfSensorController, OutagesController],
  ],
  providers: [AlarmJudge, AlarmsReactor, AlarmsWatch, Alarms, Outages, Curves, Limits, SensorRegister],
  exports: [AlarmsWatch],
})
export class AlarmsModule {}
