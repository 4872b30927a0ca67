import type { Source, SourceInput } from '@protocol/city';
import { request } from './http.js';

/** A key of a source without its secret. */
export interface SourceKey {
  id: string;
  createdAt: string;
  createdBy: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
}
/** A registered source with its keys. */
export interface KeyedSource extends Source {
  keys: SourceKey[];
}

const BASE = '/api/v1/sources';
const one = (id: string) => `${BASE}/${encodeURIComponent(id)}`;

/** Lists all registered sources with their keys. */
export const listSources = () => request<KeyedSource[]>(BASE);

/** Registers a source; without a key it cannot send yet. */
export const registerSource = (input: SourceInput) => request<Source>(BASE, { method: 'POST', body: input });

/** Changes a source's name, rhythm or whether it is retired. */
export const changeSource = (
  id: string,
  change: Partial<Omit<SourceInput, 'id' | 'expectEverySeconds'>> & {
    expectEverySeconds?: number | null;
    retired?: boolean;
  },
) => request<Source>(one(id), { method: 'PATCH', body: change });

/** Makes a key; it is in the answer and nowhere else. At most two live at a time. */
export const createKey = (id: string) => request<{ id: string; key: string }>(`${one(id)}/keys`, { method: 'POST' });

/** Revokes a key at once. */
export const revokeKey = (id: string, keyId: string) =>
  request(`${one(id)}/keys/${encodeURIComponent(keyId)}`, { method: 'DELETE' });
