import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { COLOURS } from '../theme/colours.js';
import type { MapLayers } from './map-data.js';
import { groundLayers } from './style.options.js';

const FONT = ['Noto Sans SC Variable'];
export type PlaceSource = 'rings' | 'units' | 'place';
export type PlaceData = Record<PlaceSource, GeoJSON.FeatureCollection>;

/** The small map around one place: the ground with road names, rings of distance, units and the place itself. @param k root factor */
export function placeStyle(k: number, ground: MapLayers, data: PlaceData): StyleSpecification {
  const sources = { ...ground, ...data };
  return {
    version: 8,
    sources: Object.fromEntries(Object.entries(sources).map(([name, of]) => [name, { type: 'geojson', data: of }])),
    layers: [...groundLayers(k), ...streets(k), ...rings(k), ...units(k), place()],
  };
}

function streets(k: number): LayerSpecification[] {
  return [
    {
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
      paint: { 'text-color': '#5d6c79', 'text-halo-color': COLOURS.bg, 'text-halo-width': 1.2 * k },
    },
  ];
}

function rings(k: number): LayerSpecification[] {
  return [
    {
      id: 'ring',
      type: 'line',
      source: 'rings',
      paint: { 'line-color': COLOURS.low, 'line-width': 0.9 * k, 'line-dasharray': [3, 3], 'line-opacity': 0.7 },
    },
    {
      id: 'ring-name',
      type: 'symbol',
      source: 'rings',
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 11 * k,
        'symbol-spacing': 600 * k,
      },
      paint: { 'text-color': COLOURS.mid, 'text-halo-color': COLOURS.bg, 'text-halo-width': 2 * k },
    },
  ];
}

/** Units: a filled square when free, an empty one when busy, a violet one whose place we do not know any more. */
function units(k: number): LayerSpecification[] {
  return [
    {
      id: 'unit',
      type: 'circle',
      source: 'units',
      paint: {
        'circle-radius': ['case', ['get', 'offered'], 5.5 * k, 4 * k],
        'circle-color': [
          'match',
          ['get', 'stands'],
          'free',
          ['case', ['get', 'offered'], COLOURS.acc, COLOURS.norm],
          'lost',
          COLOURS.stale,
          COLOURS.bg,
        ],
        'circle-stroke-color': ['case', ['get', 'offered'], COLOURS.acc, COLOURS.norm],
        'circle-stroke-width': 1.4 * k,
      },
    },
    {
      id: 'unit-name',
      type: 'symbol',
      source: 'units',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 13 * k,
        'text-anchor': 'left',
        'text-offset': [0.7, 0],
        'text-optional': true,
        'symbol-sort-key': ['case', ['get', 'offered'], 0, 1],
      },
      paint: {
        'text-color': ['case', ['get', 'offered'], COLOURS.hi, COLOURS.tx],
        'text-halo-color': COLOURS.bg,
        'text-halo-width': 1.6 * k,
      },
    },
  ];
}

function place(): LayerSpecification {
  return {
    id: 'place',
    type: 'symbol',
    source: 'place',
    layout: {
      'icon-image': ['coalesce', ['get', 'image'], ['concat', 'p', ['get', 'priority']]],
      // Marks of other things are made for maps full of them.
      'icon-size': ['case', ['has', 'image'], 1.8, 1],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  };
}
