import { cellToBoundary, polygonToCells } from 'h3-js';

type Feature = GeoJSON.Feature<GeoJSON.Polygon, null>;

/** The cells of the map, each once with a small number as its id, so that values travel as feature-state. */
export class HexCells {
  private readonly ids = new Map<string, number>();
  private readonly features: Feature[] = [];
  private readonly cells: string[] = [];
  private readonly levels = new Map<string, number>();

  constructor(districts: GeoJSON.FeatureCollection, res: number) {
    for (const feature of districts.features)
      for (const polygon of polygonsOf(feature)) this.add(polygonToCells(polygon, res, true));
  }

  /** Adds cells that are not known yet, e.g. outside the city. @returns whether the geometry changed */
  add(cells: readonly string[]): boolean {
    const fresh = cells.filter((cell) => !this.ids.has(cell));
    for (const cell of fresh) {
      const id = this.features.length;
      this.ids.set(cell, id);
      this.cells.push(cell);
      this.features.push({
        type: 'Feature',
        id,
        properties: null,
        geometry: { type: 'Polygon', coordinates: [cellToBoundary(cell, true)] },
      });
    }
    return fresh.length > 0;
  }

  get geometry(): GeoJSON.FeatureCollection {
    return { type: 'FeatureCollection', features: this.features };
  }

  /** Takes the newest levels and names only the cells that changed; a cell that left counts 0. */
  change(next: Readonly<Record<string, { level: number }>>): { id: number; level: number }[] {
    const changed: { id: number; level: number }[] = [];
    const note = (cell: string, level: number) => {
      const id = this.ids.get(cell);
      if (id !== undefined && (this.levels.get(cell) ?? 0) !== level) changed.push({ id, level });
    };
    for (const cell of this.levels.keys()) if (!(cell in next)) note(cell, 0);
    for (const [cell, { level }] of Object.entries(next)) note(cell, level);
    this.levels.clear();
    for (const [cell, { level }] of Object.entries(next)) this.levels.set(cell, level);
    return changed;
  }

  /** All levels that are not 0, for a map that has just been given its geometry. */
  all(): { id: number; level: number }[] {
    return [...this.levels].map(([cell, level]) => ({ id: this.ids.get(cell) as number, level }));
  }

  /** The cell of a feature id. */
  cellOf(id: number): string | undefined {
    return this.cells[id];
  }
}

function polygonsOf(feature: GeoJSON.Feature): number[][][][] {
  const { geometry } = feature;
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}
