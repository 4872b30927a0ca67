/** Days on which something holds, both inclusive; null is open. */
export interface Validity {
  effectiveFrom: string | null;
  effectiveTo: string | null;
}

/** Whether something holds on a day, is yet to begin, or is over. */
export function standingOf({ effectiveFrom, effectiveTo }: Validity, day: string): 'now' | 'ahead' | 'over' {
  if (effectiveFrom !== null && effectiveFrom > day) return 'ahead';
  return effectiveTo !== null && effectiveTo < day ? 'over' : 'now';
}

/** Reads corners as typed, one `longitude, latitude` a line; undefined when a line is no place on earth or there are fewer than three. */
export function cornersOf(typed: string): [number, number][] | undefined {
  const lines = typed.split('\n').filter((line) => line.trim() !== '');
  const corners = lines.map((line) =>
    line
      .split(/[,，\s]+/)
      .filter(Boolean)
      .map(Number),
  );
  const isPlace = (c: number[]) => c.length === 2 && Math.abs(c[0] ?? 999) <= 180 && Math.abs(c[1] ?? 999) <= 90;
  return corners.length >= 3 && corners.every(isPlace) ? (corners as [number, number][]) : undefined;
}
