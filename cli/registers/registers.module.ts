import { Module, type DynamicModule } from '@nestjs/common';
import { Areas } from '../../server/city/areas.js';
import { Catalogue } from '../../server/city/catalogue.js';
import { CityStore } from '../../server/city/city.store.js';
import { Ground } from '../../server/city/ground.js';
import { GradeRuleBook } from '../../server/domain/objects/grade-rules.service.js';
import { Grades } from '../../server/domain/objects/grades.service.js';
import { ObjectImports } from '../../server/domain/objects/object-import.service.js';
import { ObjectPlaces } from '../../server/domain/objects/object-place.service.js';
import { RiskPointImports } from '../../server/domain/objects/points/risk-point-import.service.js';
import { RiskPointRecords } from '../../server/domain/objects/points/risk-point-record.service.js';
import { Sites } from '../../server/domain/objects/sites.service.js';
import { Audit } from '../../server/identity/audit.service.js';
import { Doorbell } from '../../server/journal/doorbell.js';
import { Journal } from '../../server/journal/journal.js';
import { Clock } from '../../server/platform/clock.js';
import { Database } from '../../server/platform/database.js';
import { Secret } from '../../server/platform/secret.js';

/** What is there already when a command takes a register in. */
export interface Standing {
  db: Database;
  clock: Clock;
  secret: Secret;
  store: CityStore;
}

/** The writers of registers without the service around them: no reader, no timer, no door. */
@Module({})
export class RegistersModule {
  static with({ db, clock, secret, store }: Standing): DynamicModule {
    const standing = [
      { provide: Database, useValue: db },
      { provide: Clock, useValue: clock },
      { provide: Secret, useValue: secret },
      { provide: CityStore, useValue: store },
    ];
    const writers = [ObjectImports, ObjectPlaces, Grades, GradeRuleBook, RiskPointImports, RiskPointRecords, Sites];
    const around = [Areas, Catalogue, Ground, Audit, Doorbell, Journal];
    return { module: RegistersModule, providers: [...standing, ...writers, ...around] };
  }
}
