import { cellToBoundary } from 'h3-js';

/** A cell as a shape, closed. */
export function shapeOf(cell: string, properties: GeoJSON.GeoJsonProperties = null): GeoJSON.Feature {
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'Polygon', coordinates: [cellToBoundary(cell, true)] },
  };
}
