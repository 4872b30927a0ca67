import { NestFactory } from '@nestjs/core';
import { loadCity } from '../../server/city/city.follower.js';
import { CityStore } from '../../server/city/city.store.js';
import { ProfileError } from '../../server/city/profile/fault.js';
import { ObjectImports } from '../../server/domain/objects/object-import.service.js';
import { RiskPointImports } from '../../server/domain/objects/points/risk-point-import.service.js';
import { Journal } from '../../server/journal/journal.js';
import { Clock } from '../../server/platform/clock.js';
import type { Config } from '../../server/platform/config.js';
import type { Database } from '../../server/platform/database.js';
import { Secret } from '../../server/platform/secret.js';
import { take, type RegisterDone, type RegisterTask } from './register-take.js';
import { RegistersModule } from './registers.module.js';

const NO_CITY = 'holds no city yet: import its profile or districts first, or start the service once';

/** Takes a register in, in one transaction. @throws ProfileError with every bad line unless they are skipped: nothing is changed then */
export async function importRegister(db: Database, task: RegisterTask, config: Config): Promise<RegisterDone> {
  const store = new CityStore();
  await loadCity(db, store);
  if (store.current.types.size === 0)
    throw new ProfileError([{ file: 'database', at: '', message: NO_CITY }], 'The import');
  const clock = await Clock.beside(db, config.cityTz);
  const secret = await Secret.load(config.secretKeyFile, db);
  const module = RegistersModule.with({ db, clock, secret, store });
  const app = await NestFactory.createApplicationContext(module, { logger: ['error', 'warn'] });
  const journal = app.get(Journal);
  if (task.register === 'objects') return take(app.get(ObjectImports), task, { db, journal });
  return take(app.get(RiskPointImports), task, { db, journal });
}
