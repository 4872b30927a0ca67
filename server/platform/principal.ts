import type { Permission, Reach, Role } from '../../protocol/identity.js';

/** Who is asking, as the identity guard found it. Put on the request as `principal` and on sockets as `data.principal`. */
export interface Principal {
  account: string;
  username: string;
  name: string;
  role: Role;
  /** Districts of the account; empty for city-wide accounts. */
  districts: readonly string[];
  /** Unit of the account; null for people of the centre. */
  unit: string | null;
  permissions: Readonly<Record<Permission, Reach>>;
}

/** Districts a permission reaches, for SQL: null is the whole city, [] is nothing. */
export function districtsOf(principal: Principal, permission: Permission): readonly string[] | null {
  const reach = principal.permissions[permission];
  if (reach === 'city') return null;
  return reach === 'district' ? principal.districts : [];
}
