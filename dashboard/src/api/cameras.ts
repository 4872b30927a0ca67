import type { Cameras } from '@protocol/camera';
import { request } from './http.js';
import { queryOf } from './query.js';

/** Reads the cameras nearest to a point. */
export function nearestCameras(at: { lon: number; lat: number }, limit: number): Promise<Cameras> {
  return request<Cameras>(`/api/v1/cameras${queryOf({ ...at, limit })}`);
}
