import { Areas } from './areas.js';
import { Calendar } from './calendar.js';
import { Catalogue } from './catalogue.js';
import { Limits } from './clocks/limits.js';
import { Gazetteer } from './gazetteer.js';
import { Ground } from './ground.js';
import { Posts } from './posts.js';
import { Routing } from './routing.js';
import { AlarmRules, Sensors } from './sensors.js';
import { Sources } from './sources.js';
import { Units } from './units.js';
import { Vitals } from './vitals.js';

/** What other stages inject to ask about the city. */
export const LOOKUPS = [
  AlarmRules,
  Areas,
  Calendar,
  Catalogue,
  Gazetteer,
  Ground,
  Limits,
  Posts,
  Routing,
  Sensors,
  Sources,
  Units,
  Vitals,
];
