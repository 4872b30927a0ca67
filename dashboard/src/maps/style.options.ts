import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { COLOURS } from '../theme/colours.js';

const FONT = ['Noto Sans SC Variable'];
const GREEN = '#15221c';
const WATER = '#0f2233';
const SHORE = '#2b4a66';
/** Road classes from wide to narrow: colour and width at 16 px a rem. */
const ROADS: readonly [string, string, number][] = [
  ['residential', '#1f2a33', 0.6],
  ['primary', '#2c3a46', 0.9],
  ['trunk', '#445868', 1.4],
  ['motorway', '#445868', 1.6],
];

/** Level of a cell to its colour: high, middle, low. */
export const LEVEL_COLOURS: Readonly<Record<1 | 2 | 3, string>> = { 3: COLOURS.p1, 2: COLOURS.p2, 1: '#b5ab7c' };

export const SOURCES = ['districts', 'green', 'water', 'roads', 'rail', 'hexes', 'labels', 'marks'] as const;
export type SourceName = (typeof SOURCES)[number];

/** The wall's map style: no tiles, no glyphs, no sprites; everything comes from the city's own layers. @param k root factor */
export function mapStyle(k: number, data: Record<SourceName, GeoJSON.FeatureCollection>): StyleSpecification {
  return {
    version: 8,
    sources: Object.fromEntries(SOURCES.map((name) => [name, { type: 'geojson', data: data[name] }])),
    layers: [...ground(), ...roads(k), ...borders(k), ...hexes(k), ...names(k)],
  };
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
  return ROADS.map(([name, color, width]) => ({
    id: `road-${name}`,
    type: 'line',
    source: 'roads',
    filter: ['==', ['coalesce', ['get', 'class'], ['get', 'c']], name],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': ['interpolate', ['linear'], ['zoom'], 8, width * k, 13, width * k * 3],
    },
  }));
}

function borders(k: number): LayerSpecification[] {
  return [
    {
      id: 'rail',
      type: 'line',
      source: 'rail',
      paint: { 'line-color': '#3a4855', 'line-width': 1.2 * k, 'line-dasharray': [4, 3] },
    },
    {
      id: 'border',
      type: 'line',
      source: 'districts',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#6b7c8b', 'line-width': 1.1 * k, 'line-opacity': 0.8 },
    },
  ];
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
