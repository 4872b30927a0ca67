import type { ObjectCategory } from '../../../../protocol/object.js';
import type { HazardLevel, VisitTopic } from '../../../../protocol/visit.js';

/** What a frequent visit of an object looks at, by its trade. @source our default: the departments that check each trade by law */
export const TOPICS_OF_OBJECT: Readonly<Record<ObjectCategory, readonly VisitTopic[]>> = {
  catering: ['food', 'fire', 'gas', 'sanitation'],
  retail: ['fire', 'sanitation'],
  service: ['fire', 'licence'],
  entertainment: ['fire', 'crowd', 'licence'],
  construction: ['structure', 'equipment', 'environment'],
  recycling: ['fire', 'environment'],
  market: ['food', 'fire', 'sanitation'],
  other: ['fire'],
};

/** The same of a risk point, by its category; what is not here is looked at for its structure. @source handbook §4.4 owner departments */
export const TOPIC_OF_CATEGORY: Readonly<Record<string, VisitTopic>> = {
  'life.gas': 'gas',
  'life.drain': 'flood',
  'life.power': 'electricity',
  'pub.fire': 'fire',
  'pub.lift': 'equipment',
  'pub.crowd': 'crowd',
  'work.hazchem': 'hazchem',
  'work.ammonia': 'hazchem',
  'work.site': 'structure',
  'hazard.flood': 'flood',
  'hazard.rain': 'flood',
  'pollution.air': 'environment',
  'pollution.noise': 'environment',
  'pollution.water': 'environment',
};
export const OTHER_TOPIC: VisitTopic = 'structure';

/** City days within which a hazard of each level is to be put right, when nobody says otherwise. @source our default */
export const FIX_DAYS: Readonly<Record<HazardLevel, number>> = { major: 3, general: 15 };

/** How far ahead the plan is laid every night, city days. @source our default: this week and the next */
export const PLAN_DAYS = 13;
/** City days that a plan may be laid ahead by hand. @source our default: a month */
export const MOST_AHEAD = 31;
