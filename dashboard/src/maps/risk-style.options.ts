import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { COLOURS } from '../theme/colours.js';
import type { BasemapStyle } from './basemap.js';
import type { MapLayers } from './map-data.js';
import { borderLayer, groundLayers, LEVEL_COLOURS } from './style.options.js';

const FONT = ['Noto Sans SC Variable'];
/** What lies on the risk map, from below. `hexes` are the cells; `words` what stands in them; `area` what is drawn by hand. */
export const RISK_SOURCES = [
  ...['warnings', 'hexes', 'unknown', 'words', 'chosen', 'watch', 'register', 'sensors', 'units', 'incidents'],
  ...['labels', 'area'],
] as const;
export type RiskSource = (typeof RISK_SOURCES)[number];
export type RiskData = Record<RiskSource, GeoJSON.FeatureCollection>;
/** Sources of points that a click opens, the uppermost first. */
export const PICKED: readonly RiskSource[] = ['incidents', 'units', 'sensors', 'register', 'watch'];

/** The style of the risk map on the city's own basemap, or on its own layers. @param k root factor */
export function riskStyle(
  k: number,
  of: { ground: MapLayers; data: RiskData; basemap: BasemapStyle | null },
): StyleSpecification {
  const { ground, data, basemap } = of;
  const shapes = Object.entries({ ...ground, ...data }).map(([name, shape]) => [
    name,
    { type: 'geojson', data: shape },
  ]);
  return {
    version: 8,
    sources: { ...basemap?.sources, ...Object.fromEntries(shapes) } as StyleSpecification['sources'],
    layers: [
      ...(basemap ? [...basemap.layers, borderLayer(k)] : [...groundLayers(k), streetNames(k)]),
      ...warnings(k),
      ...cells(k),
      ...chain(k),
      ...marks(),
      ...names(k),
      ...drawn(k),
    ],
  };
}

function streetNames(k: number): LayerSpecification {
  return {
    id: 'road-name',
    type: 'symbol',
    source: 'roads',
    minzoom: 11,
    layout: {
      'symbol-placement': 'line',
      'text-field': ['coalesce', ['get', 'name'], ''],
      'text-font': FONT,
      'text-size': 12 * k,
      'text-letter-spacing': 0.1,
    },
    paint: { 'text-color': '#7c8a96', 'text-halo-color': COLOURS.bg, 'text-halo-width': 1.2 * k },
  };
}

/** Where official warnings hold: a dashed line and hardly any fill, below the cells. */
function warnings(k: number): LayerSpecification[] {
  const colour = ['coalesce', ['get', 'colour'], COLOURS.p2];
  return [
    { id: 'warning', type: 'fill', source: 'warnings', paint: { 'fill-color': colour, 'fill-opacity': 0.05 } },
    {
      id: 'warning-line',
      type: 'line',
      source: 'warnings',
      paint: { 'line-color': colour, 'line-width': 1.6 * k, 'line-dasharray': [4, 3] },
    },
  ] as LayerSpecification[];
}

function cells(k: number): LayerSpecification[] {
  const level = ['coalesce', ['feature-state', 'level'], 0];
  const colour = ['match', level, 3, LEVEL_COLOURS[3], 2, LEVEL_COLOURS[2], 1, LEVEL_COLOURS[1], COLOURS.low];
  const by = (high: number, middle: number, low: number, none: number) => [
    ...['match', level, 3, high, 2, middle, 1, low],
    none,
  ];
  return [
    {
      id: 'hex',
      type: 'fill',
      source: 'hexes',
      paint: { 'fill-color': colour, 'fill-opacity': by(0.6, 0.42, 0.2, 0) },
    },
    { id: 'unknown', type: 'fill', source: 'unknown', paint: { 'fill-pattern': 'hatch' } },
    {
      id: 'hex-line',
      type: 'line',
      source: 'hexes',
      paint: {
        'line-color': colour,
        'line-width': by(1.8 * k, 1.2 * k, 0.8 * k, 0.5 * k),
        'line-opacity': by(1, 0.9, 0.55, 0.22),
      },
    },
    { id: 'chosen', type: 'line', source: 'chosen', paint: { 'line-color': COLOURS.acc, 'line-width': 2.6 * k } },
    {
      id: 'word',
      type: 'symbol',
      source: 'words',
      layout: { 'text-field': ['get', 'word'], 'text-font': FONT, 'text-size': 13 * k, 'text-padding': 0 },
      paint: { 'text-color': COLOURS.hi, 'text-halo-color': COLOURS.bg, 'text-halo-width': 1.4 * k },
    },
  ] as LayerSpecification[];
}

/** What a chain of hazards may reach next: dashed lines from its trigger to numbered places. */
function chain(k: number): LayerSpecification[] {
  return [
    {
      id: 'watch-line',
      type: 'line',
      source: 'watch',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': COLOURS.acc, 'line-width': 1.2 * k, 'line-dasharray': [2, 2] },
    },
    {
      id: 'watch',
      type: 'symbol',
      source: 'watch',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'icon-image': 'watch',
        'icon-allow-overlap': true,
        'text-field': ['get', 'number'],
        'text-font': FONT,
        'text-size': 12 * k,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': COLOURS.acc },
    },
  ];
}

function marks(): LayerSpecification[] {
  const layer = (id: string, image: unknown, more: { layout?: object; minzoom?: number } = {}) => ({
    ...{ id, type: 'symbol', source: id },
    ...(more.minzoom !== undefined && { minzoom: more.minzoom }),
    layout: { 'icon-image': image, 'icon-allow-overlap': true, 'icon-ignore-placement': true, ...more.layout },
  });
  return [
    layer('register', ['concat', 'point-', ['get', 'riskGrade']]),
    layer('sensors', ['concat', 'sensor-', ['get', 'standing']], {
      layout: { 'symbol-sort-key': ['match', ['get', 'standing'], 'alarm', 2, 'ok', 0, 1] },
    }),
    layer('units', 'unit'),
    layer('incidents', ['concat', 'p', ['get', 'priority']], {
      layout: { 'symbol-sort-key': ['-', 0, ['get', 'priority']] },
    }),
  ] as LayerSpecification[];
}

function names(k: number): LayerSpecification[] {
  return [
    {
      id: 'name',
      type: 'symbol',
      source: 'labels',
      maxzoom: 13.5,
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 16 * k, 'text-letter-spacing': 0.05 },
      paint: { 'text-color': COLOURS.tx, 'text-halo-color': '#10161b', 'text-halo-width': 1.6 * k },
    },
  ];
}

function drawn(k: number): LayerSpecification[] {
  return [
    {
      id: 'area',
      type: 'fill',
      source: 'area',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': COLOURS.acc, 'fill-opacity': 0.08 },
    },
    {
      id: 'area-line',
      type: 'line',
      source: 'area',
      paint: { 'line-color': COLOURS.acc, 'line-width': 2 * k, 'line-dasharray': [3, 2] },
    },
    {
      id: 'area-corner',
      type: 'circle',
      source: 'area',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 4 * k, 'circle-color': COLOURS.acc },
    },
  ];
}
