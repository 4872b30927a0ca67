import { Areas } from './areas.js';
import { Calendar } from './calendar.js';
import { Catalogue } from './catalogue.js';
import { Gazetteer } from './gazetteer.js';
import { Ground } from './ground.js';
import { Sensors } from './sensors.js';
import { Sources } from './sources.js';
import { Vitals } from './vitals.js';

/** What other stages inject to ask about the city. */
export const LOOKUPS = [Areas, Calendar, Catalogue, Gazetteer, Ground, Sensors, Sources, Vitals];
