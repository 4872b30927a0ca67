/** The box around shapes, [west, south, east, north]; null when there are none. */
export function boundsOf(shapes: GeoJSON.FeatureCollection): [number, number, number, number] | null {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const visit = (x: unknown): void => {
    if (!Array.isArray(x)) return;
    if (typeof x[0] !== 'number') return x.forEach(visit);
    const [lon, lat] = x as [number, number];
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  };
  for (const feature of shapes.features) if ('coordinates' in feature.geometry) visit(feature.geometry.coordinates);
  return box[0] > box[2] ? null : box;
}
