import { NO_DISTRICT } from '../../protocol/geo.js';
import type { Permission } from '../../protocol/identity.js';
import type { ChannelParams } from '../../protocol/live.js';
import { DomainError } from '../platform/domain-error.js';
import { districtsOf, type Principal } from '../platform/principal.js';

/**
 * Narrows the asked districts ("990101" or "990101,990102") to those a principal may see. Null is the whole city.
 * @throws situation/not-permitted, situation/foreign-district (403), params/unknown-district (400)
 */
export function scopeOf(
  asked: string | undefined,
  who: Principal,
  of: { permission: Permission; known: ReadonlySet<string> },
): readonly string[] | null {
  const reach = districtsOf(who, of.permission);
  if (reach?.length === 0)
    throw new DomainError(403, 'situation/not-permitted', 'your role and districts see none of it');
  const wanted = (asked ?? '').split(',').filter(Boolean);
  const unknown = wanted.find((code) => code !== NO_DISTRICT && !of.known.has(code));
  if (unknown) throw new DomainError(400, 'params/unknown-district', `the city has no district ${unknown}`);
  if (reach === null) return wanted.length === 0 ? null : sorted(wanted);
  const foreign = wanted.find((code) => !reach.includes(code));
  if (foreign) throw new DomainError(403, 'situation/foreign-district', `district ${foreign} is not one of yours`);
  return sorted(wanted.length === 0 ? reach : wanted);
}

/** Writes a scope as the channel param `district`; the whole city is no param. */
export function scopeParam(districts: readonly string[] | null): { district?: string } {
  return districts === null ? {} : { district: districts.join(',') };
}

/** Reads a normalised `district` param back. */
export function districtsIn(params: ChannelParams): readonly string[] | null {
  return params['district'] === undefined ? null : String(params['district']).split(',');
}

/** Refuses params that a channel does not have. @throws params/unknown (400) */
export function onlyParams(raw: ChannelParams, allowed: readonly string[]): void {
  const unknown = Object.keys(raw).find((name) => !allowed.includes(name));
  if (unknown === undefined) return;
  throw new DomainError(400, 'params/unknown', `there is no param ${unknown}; use ${allowed.join(', ') || 'none'}`);
}

const sorted = (codes: readonly string[]) => [...new Set(codes)].sort();
