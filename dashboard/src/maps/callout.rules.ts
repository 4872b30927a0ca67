export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}
export interface Point {
  x: number;
  y: number;
}

/** A callout in its place: its box, and the point of the box where the leader line ends. */
export interface Placed extends Box {
  id: string;
  from: Point;
  to: Point;
}

/** Where a box may stand around its mark, in order of liking: right, left, then the corners, near before far. */
const SIDES: readonly [number, number][] = [
  [1, 0],
  [-1, 0],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
];
const REACH = [1, 2.4, 4];

/** Places callouts where they cover least: other marks, names, legends and each other. A callout that would leave the map is not placed there. */
export function placeCallouts(
  marks: readonly ({ id: string; w: number } & Point)[],
  size: { h: number; gap: number },
  around: { area: Box; obstacles: readonly Box[] },
): Placed[] {
  const placed: Placed[] = [];
  for (const mark of marks) {
    const spots = REACH.flatMap((reach) =>
      SIDES.map((side) => spot(mark, side, { ...size, w: mark.w, gap: size.gap * reach })),
    );
    const inside = spots.filter((box) => within(box, around.area));
    const cost = (box: Box) => [...around.obstacles, ...placed].reduce((sum, o) => sum + overlap(box, o), 0);
    const best = inside.reduce<Box | null>((a, b) => (a === null || cost(b) < cost(a) ? b : a), null);
    if (best) placed.push({ id: mark.id, ...best, from: { x: mark.x, y: mark.y }, to: nearest(best, mark) });
  }
  return placed;
}

function spot(mark: Point, [dx, dy]: readonly [number, number], size: { w: number; h: number; gap: number }): Box {
  const x = dx > 0 ? mark.x + size.gap : mark.x - size.gap - size.w;
  const y = mark.y - size.h / 2 + dy * (size.h / 2 + size.gap);
  return { x, y, w: size.w, h: size.h };
}

function within(box: Box, area: Box): boolean {
  return box.x >= area.x && box.y >= area.y && box.x + box.w <= area.x + area.w && box.y + box.h <= area.y + area.h;
}

function overlap(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

function nearest(box: Box, to: Point): Point {
  const clamp = (v: number, min: number, max: number) => Math.min(max, Math.max(min, v));
  return { x: clamp(to.x, box.x, box.x + box.w), y: clamp(to.y, box.y, box.y + box.h) };
}
