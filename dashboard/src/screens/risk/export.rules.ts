import type { LayerId } from './layers.rules.js';
import { shapeOf } from '../../maps/cell-shape.js';
import type { ShownCells } from '../../maps/risk-cells.rules.js';

type Collection = GeoJSON.FeatureCollection;

/** What is on the map as one GeoJSON document in WGS-84: the cells with their index in points, then the layers that are shown. */
export function mapDocument(of: {
  at: string;
  cells: ShownCells;
  shapes: Readonly<Partial<Record<string, Collection>>>;
  layers: readonly LayerId[];
}): Collection & { at: string } {
  const cells = Object.entries(of.cells).map(([cell, { value, level, unknown }]) => ({
    ...shapeOf(cell, { layer: 'cells', cell, value: value / 100, level, silentSensors: unknown }),
    id: cell,
  }));
  const others = of.layers.flatMap((layer) =>
    (of.shapes[layer]?.features ?? []).map((feature) => ({ ...feature, properties: { layer, ...feature.properties } })),
  );
  return { type: 'FeatureCollection', at: of.at, features: [...cells, ...others] };
}

/** A file name that sorts by the moment shown. @param at RFC 3339 */
export function fileName(at: string, ending: string): string {
  return `risk-map-${at.slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}Z.${ending}`;
}
