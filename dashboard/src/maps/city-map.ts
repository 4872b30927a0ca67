import { Map as MapLibre, setWorkerUrl, type GeoJSONSource, type StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { TYPEFACE } from '../theme/colours.js';
import { rootFactor } from '../theme/root-size.js';
import type { HexCells } from './hex-cells.js';
import { markImage } from './mark-image.js';
import type { MapLayers } from './map-data.js';
import { placeStyle, type PlaceData, type PlaceSource } from './place-style.options.js';
import { addRiskImages } from './risk-images.js';
import type { RiskSource } from './risk-style.options.js';
import { mapStyle, type SourceName } from './style.options.js';

setWorkerUrl(workerUrl);

export type Bounds = [number, number, number, number];
type Data = Record<SourceName, GeoJSON.FeatureCollection>;

/** Makes the city's map and waits for nothing: layers appear as they are tiled. Labels are drawn with the page's own typeface. */
export async function makeCityMap(container: HTMLElement, data: Data, bounds: Bounds): Promise<MapLibre> {
  const words = data.labels.features.map((f) => String(f.properties?.['name'] ?? '')).join('');
  await document.fonts.load(`400 16px ${TYPEFACE}`, words || '市').catch(() => []);
  return made(container, mapStyle(rootFactor(), data), bounds, { room: padding() });
}

/** Makes the small map around a place. It shows streets, so it may be looked at more closely than the city. */
export async function makePlaceMap(
  container: HTMLElement,
  { ground, data }: { ground: MapLayers; data: PlaceData },
  bounds: Bounds,
): Promise<MapLibre> {
  await document.fonts.load(`400 16px ${TYPEFACE}`, '市').catch(() => []);
  const map = made(container, placeStyle(rootFactor(), ground, data), bounds, { room: 0 });
  map.once('style.load', () => addRiskImages(map, rootFactor()));
  return map;
}

/** Makes a map of a style that was put together elsewhere, once the letters of `words` are at hand. */
export async function makeMapOf(
  container: HTMLElement,
  style: StyleSpecification,
  of: { bounds: Bounds; words: string; maxZoom: number; bottom: number },
): Promise<MapLibre> {
  await document.fonts.load(`400 16px ${TYPEFACE}`, of.words || '市').catch(() => []);
  return made(container, style, of.bounds, { room: padding(of.bottom), maxZoom: of.maxZoom });
}

function made(
  container: HTMLElement,
  style: StyleSpecification,
  bounds: Bounds,
  { room, maxZoom = 16 }: { room: ReturnType<typeof padding> | number; maxZoom?: number },
): MapLibre {
  const map = new MapLibre({
    container,
    style,
    bounds,
    fitBoundsOptions: { padding: room },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    minZoom: 6,
    maxZoom,
    localIdeographFontFamily: TYPEFACE,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.once('style.load', () => addMarks(map));
  return map;
}

/** Fits the city into the map again, at once. `bottom`: room kept below it, px at 16 px a rem. */
export function fit(map: MapLibre, bounds: Bounds, bottom?: number): void {
  map.fitBounds(bounds, { padding: padding(bottom), animate: false });
}

/** Puts new data into one source. */
export function setSource(
  map: MapLibre,
  name: SourceName | PlaceSource | RiskSource,
  data: GeoJSON.FeatureCollection,
): void {
  (map.getSource(name) as GeoJSONSource | undefined)?.setData(data);
}

/** Colours the cells that changed. Values travel as feature-state: redrawing the layer's data at 1 Hz would block the page. */
export function colourCells(map: MapLibre, changes: ReturnType<HexCells['change']>): void {
  for (const { id, level } of changes) map.setFeatureState({ source: 'hexes', id }, { level });
}

function padding(bottom = 14) {
  const k = rootFactor();
  return { top: 44 * k, bottom: bottom * k, left: 14 * k, right: 14 * k };
}

function addMarks(map: MapLibre): void {
  const pixelRatio = window.devicePixelRatio;
  for (const priority of [1, 2, 3, 4] as const)
    map.addImage(`p${priority}`, markImage(priority, pixelRatio * rootFactor()), { pixelRatio });
}
