import type { StoredFile } from '@protocol/file';
import { request } from './http.js';

const one = (id: string) => `/api/v1/files/${encodeURIComponent(id)}`;

/** Address of a photo. */
export const imageOf = (id: string): string => one(id);

/** Address of its thumbnail, 320 pixels. */
export const thumbOf = (id: string): string => `${one(id)}/thumb`;

/** Reads when and where a photo claims to be taken. */
export function aboutFile(id: string): Promise<StoredFile> {
  return request<StoredFile>(`${one(id)}/about`);
}
