import type { Map as MapLibre, PointLike } from 'maplibre-gl';
import type { Basemap } from '@protocol/basemap';
import { rootFactor } from '../theme/root-size.js';
import { basemapStyle } from './basemap.js';
import { colourCells, fit, makeMapOf, setSource, type Bounds } from './city-map.js';
import { HexCells } from './hex-cells.js';
import type { MapLayers } from './map-data.js';
import type { ShownCells } from './risk-cells.rules.js';
import { addRiskImages } from './risk-images.js';
import { PICKED, RISK_SOURCES, riskStyle, type RiskData, type RiskSource } from './risk-style.options.js';
import { shiftOf, type Shift } from './shift.rules.js';

/** How close one may look on the city's own layers, and on a basemap that has houses. */
const MAX_ZOOM = { own: 17, basemap: 19 };
/** Room for the time strip below the city, px at 16 px a rem. */
const BOTTOM = 116;
/** At the finest resolution a city has tens of thousands of cells: only those that say something are drawn. */
const SPARSE_FROM_RES = 9;
const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

export interface RiskMapSetup {
  ground: MapLayers;
  bounds: Bounds;
  basemap: Basemap | null;
  lang: 'zh' | 'en';
  words: string;
}

/** The risk map on its canvas. It knows places as WGS-84 and moves them to where its basemap draws them. */
export class RiskMapCanvas {
  private hexes = new HexCells(NOTHING, SPARSE_FROM_RES);
  private res = 0;
  private shown: ShownCells = {};
  private readonly data = Object.fromEntries(RISK_SOURCES.map((name) => [name, NOTHING])) as RiskData;

  private constructor(
    readonly map: MapLibre,
    private readonly setup: RiskMapSetup,
    readonly shift: Shift,
  ) {}

  /** Makes the map; what is drawn on it comes afterwards. */
  static async make(container: HTMLElement, setup: RiskMapSetup): Promise<RiskMapCanvas> {
    const basemap = setup.basemap ? await basemapStyle(setup.basemap, setup.lang) : null;
    const shift = shiftOf(basemap ? (setup.basemap?.crs ?? 'wgs84') : 'wgs84');
    const data = Object.fromEntries(RISK_SOURCES.map((name) => [name, NOTHING])) as RiskData;
    const ground = Object.fromEntries(
      Object.entries(setup.ground).map(([name, shapes]) => [name, shift.shapes(shapes)]),
    ) as MapLayers;
    const k = rootFactor();
    const style = riskStyle(k, { ground, data, basemap });
    const maxZoom = basemap ? MAX_ZOOM.basemap : MAX_ZOOM.own;
    const map = await makeMapOf(container, style, {
      bounds: moved(setup.bounds, shift),
      words: setup.words,
      maxZoom,
      bottom: BOTTOM,
    });
    // The page has its own keys: arrows step from cell to cell.
    map.keyboard.disable();
    const made = new RiskMapCanvas(map, setup, shift);
    map.once('style.load', () => {
      addRiskImages(map, k);
      made.redraw();
    });
    return made;
  }

  /** Shows cells of a resolution. Values travel as feature-state: only what changed is touched. */
  setCells(cells: ShownCells, res: number): void {
    this.shown = cells;
    if (res !== this.res) this.layOut(res);
    if (!this.map.getSource('hexes')) return;
    if (this.hexes.add(Object.keys(cells))) setSource(this.map, 'hexes', this.shift.shapes(this.hexes.geometry));
    colourCells(this.map, this.hexes.change(cells));
  }

  /** Puts new shapes, in WGS-84, into one source. */
  setShapes(name: RiskSource, shapes: GeoJSON.FeatureCollection): void {
    if (this.data[name] === shapes) return;
    this.data[name] = shapes;
    setSource(this.map, name, this.shift.shapes(shapes));
  }

  /** The point that was hit, else the cell. */
  hit(point: PointLike): { source: RiskSource; id: string } | { cell: string } | null {
    const layers = PICKED.filter((layer) => this.map.getLayer(layer));
    const [mark] = this.map.queryRenderedFeatures(point, { layers });
    const id = mark?.properties['id'] as unknown;
    if (mark && typeof id === 'string') return { source: mark.source as RiskSource, id };
    const hex = this.map.queryRenderedFeatures(point, { layers: ['hex'] })[0]?.id;
    const cell = typeof hex === 'number' ? this.hexes.cellOf(hex) : undefined;
    return cell === undefined ? null : { cell };
  }

  /** Brings a place into view when it is not there: at once, as nobody dragged the map. */
  reveal(at: readonly [number, number]): void {
    const to = this.shift.to(at);
    if (!this.map.getBounds().contains(to)) this.map.jumpTo({ center: to });
  }

  /** Shows the whole city again. */
  home(): void {
    fit(this.map, moved(this.setup.bounds, this.shift), BOTTOM);
  }

  /** What is in view, as the corners of an area in WGS-84. */
  view(): [number, number][] {
    const box = this.map.getBounds();
    return [box.getSouthWest(), box.getSouthEast(), box.getNorthEast(), box.getNorthWest()].map(({ lng, lat }) =>
      this.shift.from([lng, lat]),
    );
  }

  /** Draws once more and answers the picture: between frames a canvas of WebGL is empty. */
  picture(): Promise<HTMLCanvasElement> {
    return new Promise((resolve) => {
      this.map.once('render', () => {
        const from = this.map.getCanvas();
        const copy = document.createElement('canvas');
        [copy.width, copy.height] = [from.width, from.height];
        copy.getContext('2d')?.drawImage(from, 0, 0);
        resolve(copy);
      });
      this.map.triggerRepaint();
    });
  }

  private layOut(res: number): void {
    this.res = res;
    this.hexes = new HexCells(res >= SPARSE_FROM_RES ? NOTHING : this.setup.ground.districts, res);
    if (!this.map.getSource('hexes')) return;
    this.map.removeFeatureState({ source: 'hexes' });
    setSource(this.map, 'hexes', this.shift.shapes(this.hexes.geometry));
  }

  private redraw(): void {
    for (const name of RISK_SOURCES)
      if (name !== 'hexes') setSource(this.map, name, this.shift.shapes(this.data[name]));
    setSource(this.map, 'hexes', this.shift.shapes(this.hexes.geometry));
    colourCells(this.map, this.hexes.all());
    this.setCells(this.shown, this.res);
  }
}

function moved([west, south, east, north]: Bounds, shift: Shift): Bounds {
  return [...shift.to([west, south]), ...shift.to([east, north])] as Bounds;
}
