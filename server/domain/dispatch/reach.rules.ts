import type { Permission } from '../../../protocol/identity.js';
import type { Principal } from '../../platform/principal.js';

/** What a reach is measured against: a district, and the unit it concerns. */
export interface Ground {
  district: string;
  unit: string | null;
}

/** Whether a permission of an account reaches it: everything, its districts, or its own unit. */
export function reaches(who: Principal, permission: Permission, { district, unit }: Ground): boolean {
  const reach = who.permissions[permission];
  if (reach === 'city') return true;
  if (reach === 'district') return who.districts.includes(district);
  return reach === 'own' && unit !== null && who.unit === unit;
}
