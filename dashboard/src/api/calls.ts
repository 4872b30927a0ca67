import type { CallInput, CallTaken } from '@protocol/call';
import type { GazetteerPlace, GazetteerPlaces } from '@protocol/gazetteer';
import { request } from './http.js';
import { queryOf } from './query.js';

/** Files what a caller told the desk. */
export function fileCall(body: CallInput): Promise<CallTaken> {
  return request<CallTaken>('/api/v1/calls', { method: 'POST', body });
}

/** Finds places by words or pinyin initials. */
export async function findPlaces(q: string, signal?: AbortSignal): Promise<GazetteerPlace[]> {
  return (await request<GazetteerPlaces>(`/api/v1/gazetteer${queryOf({ q })}`, signal ? { signal } : {})).items;
}

/** Says what a point is called. */
export async function placeAt([lon, lat]: readonly [number, number]): Promise<GazetteerPlace | null> {
  return (await request<GazetteerPlaces>(`/api/v1/gazetteer${queryOf({ lon, lat })}`)).items[0] ?? null;
}
