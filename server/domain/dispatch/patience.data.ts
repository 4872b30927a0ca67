import type { Patience } from './status.rules.js';

/**
 * City seconds without position or status after which a unit counts as lost (失联), by status. On the way a phone or vehicle reports at least
 * each minute, so five are too many; at work hands are busy. Whoever waits or rests need not speak. @source ours; no standard gives them
 */
export const PATIENCE: Patience = {
  standby: null,
  dispatched: 600,
  'en-route': 300,
  'on-scene': 1800,
  handling: 3600,
  returning: 1800,
  resting: null,
  lost: null,
};
