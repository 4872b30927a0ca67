import { Global, Module } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { Secret } from '../platform/secret.js';
import { BasemapController } from './basemap.controller.js';
import { BasemapFiles } from './basemap.files.js';
import { CityController } from './city.controller.js';
import { CityTitleController } from './city-title.controller.js';
import { CityDocuments } from './city-documents.js';
import { CityFollower, loadCity } from './city.follower.js';
import { ensureCity } from './city.seed.js';
import { CityStore } from './city.store.js';
import { ClocksController } from './clocks/clocks.controller.js';
import { GazetteerController } from './gazetteer.controller.js';
import { LOOKUPS } from './lookups.js';

/** Fills the tables if needed and reads them: whoever injects the store finds a city in it. */
async function openCity(db: Database, config: Config, clock: Clock, secret: Secret): Promise<CityStore> {
  await ensureCity(db, config, { clock, secret });
  const store = new CityStore();
  await loadCity(db, store);
  return store;
}

/** Reference data of the city, open to every stage. Lookups are synchronous and in memory. */
@Global()
@Module({
  controllers: [CityController, CityTitleController, BasemapController, GazetteerController, ClocksController],
  providers: [
    { provide: CityStore, useFactory: openCity, inject: [Database, CONFIG, Clock, Secret] },
    CityFollower,
    CityDocuments,
    BasemapFiles,
    ...LOOKUPS,
  ],
  exports: [CityStore, CityFollower, ...LOOKUPS],
})
export class CityModule {}
