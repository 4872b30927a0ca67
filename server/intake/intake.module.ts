import { Module } from '@nestjs/common';
import { CityModule } from '../city/city.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { AlarmReportsReactor } from './alarm-reports.reactor.js';
import { DeadLetterController } from './dead-letter.controller.js';
import { DeadLetters } from './dead-letter.service.js';
import { IntakeCoreModule } from './intake-core.module.js';
import { Partitions } from './partitions.service.js';
import { ReadingHourReactor } from './reading-hour.reactor.js';
import { MqttLetters } from './sources/mqtt.letters.js';
import { MqttMetrics } from './sources/mqtt.metrics.js';
import { MqttSource } from './sources/mqtt.source.js';

/** Streams come in here. Beside the accept path: what it refused, the partitions it writes to, and hourly aggregates. */
@Module({
  imports: [CityModule, IdentityModule, JournalModule, IntakeCoreModule],
  controllers: [DeadLetterController],
  providers: [DeadLetters, Partitions, ReadingHourReactor, MqttLetters, MqttMetrics, MqttSource, AlarmReportsReactor],
})
export class IntakeModule {}
