import type { Me } from '../../protocol/identity.js';
import type { SessionPrincipal } from './session-principal.js';

/** What an account is told about itself. */
export function meOf(p: SessionPrincipal): Me {
  return {
    id: p.account,
    username: p.username,
    name: p.name,
    role: p.role,
    districts: [...p.districts],
    unit: p.unit,
    mustChangePassword: p.mustChangePassword,
    permissions: { ...p.permissions },
  };
}
