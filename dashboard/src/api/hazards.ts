import type { HazardChains } from '@protocol/hazard-chain';
import type { Watches } from '@protocol/watch';
import { request } from './http.js';

/** Reads the hazard chain in force, its newest draft and its versions. */
export function readHazardChain(): Promise<HazardChains> {
  return request<HazardChains>('/api/v1/hazard-chain');
}

/** Reads the watch items in reach, those that wait first, and how often they were right. */
export function listWatches(): Promise<Watches> {
  return request<Watches>('/api/v1/watches?limit=60');
}
