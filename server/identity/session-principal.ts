import type { Principal } from '../platform/principal.js';

/** Who asks, with the session that proves it. `session` is an id, never the secret. */
export type SessionPrincipal = Principal & {
  session: string;
  kind: 'cookie' | 'token' | 'display';
  mustChangePassword: boolean;
};
