import type { MapCount } from '@protocol/map-counts';
import type { Warning, WarningColour } from '@protocol/warning';
import { shapeOf } from '../../maps/cell-shape.js';
import { middleOf, type ShownCells } from '../../maps/risk-cells.rules.js';
import { ringAround } from '../../maps/ring.rules.js';
import { COLOURS } from '../../theme/colours.js';

type Collection = GeoJSON.FeatureCollection;
type Row = Record<string, unknown>;

/** The layers in the order of their keys. */
export const LAYERS = ['cells', 'incidents', 'register', 'sensors', 'warnings', 'units'] as const;
export type LayerId = (typeof LAYERS)[number];
/** Layers whose points are rows: which query lists them. */
export const POINT_LAYERS: Readonly<Partial<Record<LayerId, MapCount['query']>>> = {
  incidents: 'incidents.open',
  register: 'risk-points.total',
  sensors: 'sensors.total',
  units: 'units.on-shift',
};
/** Where units were is not kept: the past has none. */
export const LIVE_ONLY: readonly LayerId[] = ['units'];

const WARNING_COLOURS: Readonly<Record<WarningColour, string>> = {
  red: COLOURS.p1,
  orange: COLOURS.p2,
  yellow: COLOURS.p3,
  blue: COLOURS.p4,
};

/** A collection of features. */
export const collect = (features: GeoJSON.Feature[]): Collection => ({ type: 'FeatureCollection', features });

/** Rows with a place as points; the others are left out. */
export function pointsOf(rows: readonly Row[]): Collection {
  return collect(
    rows.flatMap(({ lon, lat, ...properties }): GeoJSON.Feature[] =>
      typeof lon === 'number' && typeof lat === 'number'
        ? [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } }]
        : [],
    ),
  );
}

/** Where official warnings hold, as they drew it. */
export function warningShapes(warnings: readonly Warning[]): Collection {
  return collect(
    warnings.flatMap((warning) => {
      const properties = { id: warning.id, colour: warning.colour ? WARNING_COLOURS[warning.colour] : COLOURS.norm };
      const rings = (warning.infos[0]?.areas ?? []).flatMap(({ polygons, circles }) => [
        ...polygons.map((ring) => ring.map(([lon, lat]) => [lon, lat])),
        ...circles.map(({ center, radiusKm }) => ringAround(center, radiusKm * 1000).geometry.coordinates),
      ]);
      return rings.map((ring): GeoJSON.Feature => {
        return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
      });
    }),
  );
}

/** What stands in the cells: high and middle ones by word and value, so that no colour is needed to tell them. */
export function cellWords(cells: ShownCells, word: (level: 2 | 3) => string): Collection {
  return collect(
    Object.entries(cells).flatMap(([cell, { level, value }]): GeoJSON.Feature[] => {
      if (level !== 2 && level !== 3) return [];
      const text = `${word(level)} ${Math.round(value / 100)}`;
      return [
        { type: 'Feature', properties: { word: text }, geometry: { type: 'Point', coordinates: middleOf(cell) } },
      ];
    }),
  );
}

/** Cells that are not known to be calm. */
export function unknownShapes(cells: ShownCells): Collection {
  return collect(
    Object.entries(cells)
      .filter(([, { unknown, level }]) => unknown > 0 && level === 0)
      .map(([cell]) => shapeOf(cell)),
  );
}

/** An area in the making, or drawn: its corners, its line, and its ground once it has one. */
export function areaShapes(corners: readonly [number, number][]): Collection {
  const points = corners.map((at): GeoJSON.Feature => {
    return { type: 'Feature', properties: null, geometry: { type: 'Point', coordinates: at } };
  });
  const ring = [...corners, ...corners.slice(0, 1)];
  const line: GeoJSON.Feature = {
    type: 'Feature',
    properties: null,
    geometry: { type: 'LineString', coordinates: ring },
  };
  const ground: GeoJSON.Feature = {
    type: 'Feature',
    properties: null,
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
  return collect([...points, ...(corners.length > 1 ? [line] : []), ...(corners.length > 2 ? [ground] : [])]);
}
