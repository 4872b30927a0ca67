import type { Account, AccountInput, Permission, Reach, Role } from '@protocol/identity';
import { request } from './http.js';

/** An account with the password that is shown once. */
export interface IssuedAccount {
  account: Account;
  password: string;
}
/** What one role may do, as the service keeps it. */
export interface RoleReaches {
  role: Role;
  permissions: Record<Permission, Reach>;
}

/** A link that opens the wall without an account until it is revoked. */
export interface DisplayLink {
  id: string;
  label: string | null;
  wall: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
}

const BASE = '/api/v1/accounts';
const one = (id: string) => `${BASE}/${encodeURIComponent(id)}`;

/** Lists all accounts. */
export const listAccounts = async () => (await request<{ items: Account[] }>(BASE)).items;

/** Creates an account; its first password is in the answer and nowhere else. */
export const createAccount = (input: AccountInput) => request<IssuedAccount>(BASE, { method: 'POST', body: input });

/** Changes name, role, districts or whether the account may sign in. */
export const changeAccount = (id: string, change: Partial<Pick<Account, 'name' | 'role' | 'districts' | 'disabled'>>) =>
  request<Account>(one(id), { method: 'PATCH', body: change });

/** Gives an account a new one-time password and ends its sessions. */
export const resetPassword = (id: string) => request<{ password: string }>(`${one(id)}/password`, { method: 'POST' });

/** Reads what each role may do. */
export const readRoles = async () => (await request<{ items: RoleReaches[] }>('/api/v1/roles')).items;

/** Replaces what one role may do. */
export const setRole = (role: Role, permissions: Record<Permission, Reach>) =>
  request<RoleReaches>(`/api/v1/roles/${role}`, { method: 'PUT', body: { permissions } });

/** Lists the display links that still work. */
export const listDisplayLinks = async () => (await request<{ items: DisplayLink[] }>('/api/v1/display-links')).items;

/** Makes a display link; its secret is in the answer's url and nowhere else. */
export const createDisplayLink = (label: string) =>
  request<{ id: string; url: string }>('/api/v1/display-links', { method: 'POST', body: { label } });

/** Ends a display link at once. */
export const revokeDisplayLink = (id: string) =>
  request(`/api/v1/display-links/${encodeURIComponent(id)}`, { method: 'DELETE' });
