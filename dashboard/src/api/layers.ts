import { request } from './http.js';

export const LAYERS = ['districts', 'water', 'green', 'rail', 'roads'] as const;
export type LayerName = (typeof LAYERS)[number];
export type MapLayers = Record<LayerName, GeoJSON.FeatureCollection>;

const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
let loading: Promise<MapLayers> | null = null;

/** Loads the city's shapes once. A city without a layer has an empty one; without districts the map says so. */
export function loadLayers(): Promise<MapLayers> {
  loading ??= loadAll().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function loadAll(): Promise<MapLayers> {
  const [districts, ...rest] = LAYERS.map((name) => request<GeoJSON.FeatureCollection>(`/api/v1/city/layers/${name}`));
  const [water, green, rail, roads] = await Promise.all(rest.map((layer) => layer.catch(() => NOTHING)));
  return {
    districts: (await districts) ?? NOTHING,
    water: water ?? NOTHING,
    green: green ?? NOTHING,
    rail: rail ?? NOTHING,
    roads: roads ?? NOTHING,
  };
}
