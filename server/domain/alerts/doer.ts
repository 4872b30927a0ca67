import type { IdentifiedRequest } from '../../identity/current.js';
import type { Principal } from '../../platform/principal.js';

/** Who acts, and from where: what the audit keeps. */
export interface Doer {
  actor: string;
  address: string;
}

export function doerOf(who: Principal, request: IdentifiedRequest): Doer {
  return { actor: who.username, address: request.ip };
}
