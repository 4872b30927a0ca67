/** A name on the map at its hand-placed point, [lon, lat]. */
export interface MapLabel {
  name: string;
  at: readonly [number, number];
}

/** An item on the map: an incident by its priority, or what else has an `image` of its own. */
export interface MapMark {
  id: string;
  priority: 1 | 2 | 3 | 4;
  at: readonly [number, number];
  image?: string;
}

/** A mark that is told in words beside it. */
export interface Callout extends MapMark {
  title: string;
  note: string;
}

/** The shapes of the city's ground. */
export type MapLayers = Readonly<Record<'districts' | 'water' | 'green' | 'rail' | 'roads', GeoJSON.FeatureCollection>>;

/** A unit on the small map. `offered`: it is recommended now. */
export interface MapUnit {
  id: string;
  name: string;
  at: readonly [number, number];
  stands: 'free' | 'busy' | 'lost';
  offered: boolean;
}
