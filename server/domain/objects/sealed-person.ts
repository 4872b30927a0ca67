import type { ObjectContactInput } from '../../../protocol/object.js';
import type { Secret } from '../../platform/secret.js';

/** Name and number of a person, each sealed by itself. */
export interface SealedPerson {
  name: Buffer;
  phone: Buffer;
}

/**
 * Seals what was sent of a person: null takes the person away, undefined leaves what is kept. The same seals differently each time; who is the `kept`
 * one is therefore left as he is.
 */
export function sealedPerson(
  secret: Secret,
  said: ObjectContactInput | null | undefined,
  kept: SealedPerson | null,
): SealedPerson | null | undefined {
  if (!said) return said;
  const open = (part: Buffer) => secret.open(part).toString('utf8');
  if (kept && open(kept.name) === said.name && open(kept.phone) === said.phone) return undefined;
  return { name: secret.seal(said.name), phone: secret.seal(said.phone) };
}
