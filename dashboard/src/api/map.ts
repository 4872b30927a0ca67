import type { Basemap } from '@protocol/basemap';
import type { MapCounts } from '@protocol/map-counts';
import type { Rows } from '@protocol/rows';
import type { Warnings } from '@protocol/warning';
import { request } from './http.js';
import { queryOf } from './query.js';

/** Rows asked for at a time: the most the service gives. */
const PAGE = 500;
/** Points of one layer at most: beyond, a map is no longer read but looked at. @source screens §2.3 */
export const POINTS_AT_MOST = 2000;

/** Counts what stands on the map, in the city or in a drawn area, now or at a moment. */
export function countMap(
  asked: { area?: string | null; at?: string | null },
  signal?: AbortSignal,
): Promise<MapCounts> {
  return request<MapCounts>(`/api/v1/map/counts${queryOf(asked)}`, signal ? { signal } : {});
}

/** Reads the rows of a layer up to {@link POINTS_AT_MOST}, all as of one place of the journal, with how many there are. */
export async function readPoints(
  query: string,
  filters: Record<string, string>,
  signal?: AbortSignal,
): Promise<{ total: number; rows: Rows['rows'] }> {
  const rows: Rows['rows'] = [];
  for (let cursor: string | null = null; ;) {
    const asked: string = queryOf({ query, ...filters, limit: PAGE, cursor });
    const page: Rows = await request<Rows>(`/api/v1/rows${asked}`, signal ? { signal } : {});
    rows.push(...page.rows);
    if (page.cursor === null || rows.length >= POINTS_AT_MOST) return { total: page.total, rows };
    cursor = page.cursor;
  }
}

/** Reads whether the city has a basemap of its own. */
export function readBasemap(): Promise<Basemap> {
  return request<Basemap>('/api/v1/city/basemap');
}

/** Reads the official warnings in force, now or at a moment. */
export function readWarnings(at: string | null, signal?: AbortSignal): Promise<Warnings> {
  return request<Warnings>(`/api/v1/warnings${queryOf({ at })}`, signal ? { signal } : {});
}
