/** Points of the compass, clockwise from north. */
const POINTS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

/** The point of the compass nearest to a direction. @param degrees from north, 0..359 */
export function compassOf(degrees: number): (typeof POINTS)[number] {
  return POINTS[Math.round(degrees / 45) % POINTS.length] ?? 'n';
}
