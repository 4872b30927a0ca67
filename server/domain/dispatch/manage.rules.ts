import type { RouteRow } from '../../city/city-rows.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { requireReach } from './refusals.js';
import type { LockedUnit } from './units.store.js';

/** Refuses to manage what lies in another district, or in the whole city (`-`) by somebody of some districts. @throws `<what>/out-of-reach` (403) */
export function requireManaged(who: Principal, district: string, what: 'unit' | 'post' | 'routing'): void {
  requireReach(who, 'units.manage', { district, unit: null }, what);
}

/** Refuses to retire units that hold incidents or that a routing rule sends to. @throws unit/has-work, unit/in-routing (409) */
export function refuseRetiring(units: readonly LockedUnit[], routes: readonly Pick<RouteRow, 'unit'>[]): void {
  const working = units.find(({ load }) => load > 0);
  if (working)
    throw new DomainError(
      409,
      'unit/has-work',
      `${working.unit} holds ${working.load} incidents; take them back first`,
    );
  const named = units.find(({ unit }) => routes.some((rule) => rule.unit === unit));
  if (named)
    throw new DomainError(409, 'unit/in-routing', `routing rules send to ${named.unit}; import rules without it first`);
}
