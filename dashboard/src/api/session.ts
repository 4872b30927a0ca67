import type { Me, Permission, Role } from '@protocol/identity';
import { shallowRef } from 'vue';
import { ApiError, request } from './http.js';

/** Who is signed in; null when nobody is (or it is not known yet). */
export const me = shallowRef<Me | null>(null);
/** Whether the service gave no answer when it was last asked who is signed in. */
export const unreachable = shallowRef(false);

/** Asks who is signed in and keeps it in {@link me}. Without a session it stays null. */
export async function loadMe(): Promise<Me | null> {
  try {
    me.value = await request<Me>('/api/v1/auth/me', { quiet401: true });
    unreachable.value = false;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    me.value = null;
    unreachable.value = error.status === 0;
  }
  return me.value;
}

/** Tells whether the account holds a permission at all (any reach). */
export function can(permission: Permission): boolean {
  return (me.value?.permissions[permission] ?? 'none') !== 'none';
}

/** Districts that a permission of the account reaches; null is the whole city. What is only one's own reaches none as such. */
export function reachOf(permission: Permission): readonly string[] | null {
  const reach = me.value?.permissions[permission] ?? 'none';
  if (reach === 'city') return null;
  return reach === 'district' ? (me.value?.districts ?? []) : [];
}

/** Tells whether a permission of the account reaches a district. */
export function reaches(permission: Permission, district: string): boolean {
  return reachOf(permission)?.includes(district) ?? true;
}

/** Signs in and keeps the account. @throws ApiError with the code of the refusal */
export async function signIn(username: string, password: string): Promise<Me | null> {
  await request('/api/v1/auth/login', { method: 'POST', body: { username, password }, quiet401: true });
  return loadMe();
}

/** Exchanges the secret of a display link for a session cookie. Tells whether the link still works. */
export async function openDisplay(token: string): Promise<boolean> {
  try {
    me.value = await request<Me>('/api/v1/auth/display', { method: 'POST', body: { token }, quiet401: true });
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return false;
  }
}

/** Ends the session at the service and here. */
export async function signOut(): Promise<void> {
  await request('/api/v1/auth/logout', { method: 'POST', quiet401: true }).catch(() => undefined);
  me.value = null;
}

/** A demo account as the sign-in page offers it: demo mode publishes their passwords, the data is invented. */
export interface DemoAccount {
  username: string;
  name: string;
  nameEn: string;
  title: string;
  titleEn: string;
  role: Role;
  home: string;
  password: string;
}

/** Lists the demo accounts; in production there are none to list. */
export async function readDemoAccounts(): Promise<DemoAccount[]> {
  try {
    return (await request<{ items: DemoAccount[] }>('/api/v1/auth/demo', { quiet401: true })).items;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [];
  }
}

/** Replaces one's own password. @throws ApiError with the code of the refusal, e.g. `password/common` */
export async function changePassword(current: string, password: string): Promise<Me | null> {
  await request('/api/v1/auth/password', { method: 'POST', body: { current, password }, quiet401: true });
  return loadMe();
}
