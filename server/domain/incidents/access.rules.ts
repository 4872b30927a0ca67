import type { Permission } from '../../../protocol/identity.js';
import type { Principal } from '../../platform/principal.js';
import { refuse, type Refusal } from './guards.rules.js';

/** What a person's reach is measured against. `assignees`: accounts it is given to now. */
export interface Ground {
  district: string;
  assignees: readonly string[];
}

/** Whether any of these permissions of an account reaches an incident: all of them, those of its districts, or those given to it. */
export function reaches(who: Principal, permissions: readonly Permission[], ground: Ground): boolean {
  return permissions.some((permission) => {
    const reach = who.permissions[permission];
    if (reach === 'city') return true;
    if (reach === 'district') return who.districts.includes(ground.district);
    return reach === 'own' && ground.assignees.includes(who.account);
  });
}

/** Refuses what an account may not do here: nowhere (`permission/denied`), or not with this incident (`incident/out-of-reach`). */
export function refusalOf(who: Principal, permissions: readonly Permission[], ground: Ground): Refusal | undefined {
  if (reaches(who, permissions, ground)) return undefined;
  if (permissions.every((p) => who.permissions[p] === 'none'))
    return { status: 403, code: 'permission/denied', detail: `this needs ${permissions.join(' or ')}` };
  return refuse(403, 'out-of-reach', 'your districts, or what is given to you, do not reach this incident');
}
