import type { Procedure } from '../../../protocol/procedure.js';
import { CITY_MANAGEMENT } from './procedures/city-management.data.js';
import { EMERGENCY } from './procedures/emergency.data.js';
import { STREET_ORDER } from './procedures/street-order.data.js';

/** The procedures that every city starts from. A changed one needs a new version: incidents go on by the version they began with. */
export const BUILT_IN_PROCEDURES: readonly Procedure[] = [EMERGENCY, CITY_MANAGEMENT, STREET_ORDER];
