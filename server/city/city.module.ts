import { Global, Module } from '@nestjs/common';
import { Areas } from './areas.js';
import { Calendar } from './calendar.js';
import { Catalogue } from './catalogue.js';
import { CityStore } from './city.store.js';
import { Gazetteer } from './gazetteer.js';
import { Ground } from './ground.js';
import { Sensors } from './sensors.js';
import { Sources } from './sources.js';
import { Vitals } from './vitals.js';

const LOOKUPS = [Areas, Calendar, Catalogue, Gazetteer, Ground, Sensors, Sources, Vitals];

/** Reference data of the city, open to every stage. Lookups are synchronous and in memory. */
@Global()
@Module({ providers: [CityStore, ...LOOKUPS], exports: [CityStore, ...LOOKUPS] })
export class CityModule {}
