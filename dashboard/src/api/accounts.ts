import type { Account, AccountInput, Permission, Reach, Role } from '@protocol/identity';
import { request } from './http.js';

/** An account with the password that is shown once. */
export interface IssuedAccount {
  account: Account;
  password: string;
}
export type Reaches = Record<Permission, Reach>;
/** What each role may do, as the service keeps it. */
export type RoleTable = Record<Role, Reaches>;

/** A link that opens the wall without an account until it is revoked. */
export interface DisplayLink {
  id: string;
  label: string | null;
  wall: string | null;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
}

const BASE = '/api/v1/accounts';
const one = (id: string) => `${BASE}/${encodeURIComponent(id)}`;

/** Lists all accounts. */
export const listAccounts = () => request<Account[]>(BASE);

/** Creates an account; its first password is in the answer and nowhere else. */
export const createAccount = (input: Omit<AccountInput, 'unit'> & Partial<Pick<AccountInput, 'unit'>>) =>
  request<IssuedAccount>(BASE, { method: 'POST', body: input });

/** What of an account may be changed. */
type AccountChange = Pick<Account, 'name' | 'role' | 'districts' | 'unit' | 'shiftLead' | 'disabled'>;

/** Changes some of an account. */
export const changeAccount = (id: string, change: Partial<AccountChange>) =>
  request<Account>(one(id), { method: 'PATCH', body: change });

/** Gives an account a new one-time password and ends its sessions. */
export const resetPassword = (id: string) => request<{ password: string }>(`${one(id)}/password`, { method: 'POST' });

/** Reads what each role may do. */
export const readRoles = () => request<RoleTable>('/api/v1/roles');

/** Sets how far one permission of one role reaches. */
export const setReach = (role: Role, permission: Permission, reach: Reach) =>
  request<Reaches>(`/api/v1/roles/${role}`, { method: 'PATCH', body: { [permission]: reach } });

/** Lists the display links that still work. */
export const listDisplayLinks = () => request<DisplayLink[]>('/api/v1/display-links');

/** Makes a display link; its secret is in the answer's url and nowhere else. */
export const createDisplayLink = (label: string) =>
  request<{ id: string; url: string }>('/api/v1/display-links', { method: 'POST', body: { label } });

/** Ends a display link at once. */
export const revokeDisplayLink = (id: string) =>
  request(`/api/v1/display-links/${encodeURIComponent(id)}`, { method: 'DELETE' });
