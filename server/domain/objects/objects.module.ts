import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { GradesReactor } from './grades.reactor.js';
import { Grades } from './grades.service.js';
import { GradesTimer } from './grades.timer.js';
import { ObjectContactController } from './object-contact.controller.js';
import { ObjectContacts } from './object-contacts.service.js';
import { ObjectImports } from './object-import.service.js';
import { ObjectPlaces } from './object-place.service.js';
import { ObjectsController } from './objects.controller.js';
import { Objects } from './objects.service.js';

/** The register of objects that are looked after (监管对象), and their grade by what they did. */
@Module({
  imports: [JournalModule, TimersModule],
  controllers: [ObjectsController, ObjectContactController],
  providers: [Objects, ObjectContacts, ObjectImports, ObjectPlaces, Grades, GradesReactor, GradesTimer],
})
export class ObjectsModule {}
