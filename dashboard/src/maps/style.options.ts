import type { ExpressionFilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { COLOURS } from '../theme/colours.js';

const FONT = ['Noto Sans SC Variable'];
const GREEN = '#15221c';
const WATER = '#0f2233';
const SHORE = '#2b4a66';
/** Road kinds (names of OpenStreetMap) from narrow to wide: colour and width at 16 px a rem. Kinds not named here count as narrow. */
const ROADS: readonly { id: string; kinds: readonly string[]; color: string; width: number }[] = [
  { id: 'local', kinds: [], color: '#1f2a33', width: 0.6 },
  { id: 'primary', kinds: ['primary', 'secondary'], color: '#2c3a46', width: 0.9 },
  { id: 'trunk', kinds: ['trunk', 'motorway'], color: '#445868', width: 1.5 },
];
const WIDE = ROADS.flatMap((road) => road.kinds);

/** Level of a cell to its colour: high, middle, low. */
export const LEVEL_COLOURS: Readonly<Record<1 | 2 | 3, string>> = { 3: COLOURS.p1, 2: COLOURS.p2, 1: '#b5ab7c' };

export const SOURCES = ['districts', 'green', 'water', 'roads', 'rail', 'hexes', 'labels', 'marks'] as const;
export type SourceName = (typeof SOURCES)[number];

/** The wall's map style: no tiles, no glyphs, no sprites; everything comes from the city's own layers. @param k root factor */
export function mapStyle(k: number, data: Record<SourceName, GeoJSON.FeatureCollection>): StyleSpecification {
  return {
    version: 8,
    sources: Object.fromEntries(SOURCES.map((name) => [name, { type: 'geojson', data: data[name] }])),
    layers: [...groundLayers(k), ...hexes(k), ...names(k)],
  };
}

/** The ground of every map: land, green, water, roads, rail and borders. @param k root factor */
export function groundLayers(k: number): LayerSpecification[] {
  return [...ground(), ...roads(k), ...borders(k)];
}

function ground(): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': COLOURS.bg } },
    { id: 'land', type: 'fill', source: 'districts', paint: { 'fill-color': '#171f26', 'fill-antialias': false } },
    { id: 'green', type: 'fill', source: 'green', paint: { 'fill-color': GREEN } },
    { id: 'water', type: 'fill', source: 'water', paint: { 'fill-color': WATER, 'fill-outline-color': SHORE } },
  ];
}

function roads(k: number): LayerSpecification[] {
  return ROADS.map(({ id, kinds, color, width }) => ({
    id: `road-${id}`,
    type: 'line',
    source: 'roads',
    filter: kinds.length > 0 ? isOf(kinds) : ['!', isOf(WIDE)],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': ['interpolate', ['linear'], ['zoom'], 8, width * k, 13, width * k * 3],
    },
  }));
}

function isOf(kinds: readonly string[]): ExpressionFilterSpecification {
  return ['in', ['get', 'kind'], ['literal', [...kinds]]];
}

function borders(k: number): LayerSpecification[] {
  return [
    {
      id: 'rail',
      type: 'line',
      source: 'rail',
      paint: { 'line-color': '#3a4855', 'line-width': 1.2 * k, 'line-dasharray': [4, 3] },
    },
    borderLayer(k),
  ];
}

/** The borders of the districts: they stand on every ground. @param k root factor */
export function borderLayer(k: number): LayerSpecification {
  return {
    id: 'border',
    type: 'line',
    source: 'districts',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': '#6b7c8b', 'line-width': 1.1 * k, 'line-opacity': 0.8 },
  };
}

function hexes(k: number): LayerSpecification[] {
  const level = ['coalesce', ['feature-state', 'level'], 0];
  const colour = ['match', level, 3, LEVEL_COLOURS[3], 2, LEVEL_COLOURS[2], LEVEL_COLOURS[1]];
  const paint = (high: number, middle: number, low: number) => ['match', level, 3, high, 2, middle, 1, low, 0];
  return [
    {
      id: 'hex',
      type: 'fill',
      source: 'hexes',
      paint: { 'fill-color': colour, 'fill-opacity': paint(0.55, 0.42, 0.2) },
    },
    {
      id: 'hex-line',
      type: 'line',
      source: 'hexes',
      paint: { 'line-color': colour, 'line-width': 0.9 * k, 'line-opacity': paint(0.95, 0.8, 0.42) },
    },
  ] as LayerSpecification[];
}

function names(k: number): LayerSpecification[] {
  return [
    {
      id: 'mark',
      type: 'symbol',
      source: 'marks',
      layout: {
        'icon-image': ['concat', 'p', ['get', 'priority']],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['-', 0, ['get', 'priority']],
      },
    },
    {
      id: 'name',
      type: 'symbol',
      source: 'labels',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 16 * k,
        'text-letter-spacing': 0.05,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': COLOURS.tx, 'text-halo-color': '#10161b', 'text-halo-width': 1.6 * k },
    },
  ];
}
