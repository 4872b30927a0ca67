import { IANAZone } from 'luxon';

/** Share of a weekday's work that falls into each hour; sums to 24. Shape of a city hotline's day: two humps, quiet nights. */
const DAY = {
  office: [
    0.25, 0.2, 0.15, 0.15, 0.2, 0.35, 0.7, 1.2, 1.7, 2.1, 2.1, 1.8, 1.2, 1.4, 1.8, 1.9, 1.7, 1.4, 1.1, 0.9, 0.75, 0.6,
    0.45, 0.35,
  ],
  street: [
    0.4, 0.3, 0.25, 0.2, 0.3, 0.6, 1.1, 1.5, 1.5, 1.3, 1.2, 1.1, 0.9, 0.9, 1.1, 1.2, 1.4, 1.6, 1.6, 1.5, 1.3, 1.1, 0.85,
    0.6,
  ],
  citizen: [
    0.5, 0.35, 0.25, 0.2, 0.2, 0.4, 0.8, 1.3, 1.4, 1.2, 1.1, 1.2, 1.4, 1.1, 1.0, 1.0, 1.1, 1.4, 1.7, 1.8, 1.6, 1.3, 0.9,
    0.6,
  ],
} as const;

/** Which day shape a source follows. */
export type Shape = keyof typeof DAY;

/** Work on a Saturday or Sunday against a weekday. */
const WEEKEND: Record<Shape, number> = { office: 0.7, street: 1.1, citizen: 1.25 };
const MINUTE_MS = 60_000;

/** Rate of a source against its own mean at an epoch minute in the city's zone: 1 is average. */
export function rhythmAt(shape: Shape, minute: number, zone: string): number {
  const local = new Date(minute * MINUTE_MS + offsetMinutes(zone, minute) * MINUTE_MS);
  const hours = DAY[shape];
  const hour = local.getUTCHours();
  const share = local.getUTCMinutes() / 60;
  const level = (hours[hour] as number) * (1 - share) + (hours[(hour + 1) % 24] as number) * share;
  const day = local.getUTCDay();
  return level * (day === 0 || day === 6 ? WEEKEND[shape] : 1);
}

/** Hour of the day 0..24 with fraction in the city's zone. */
export function localHour(minute: number, zone: string): number {
  const local = (((minute + offsetMinutes(zone, minute)) % 1440) + 1440) % 1440;
  return local / 60;
}

/** Number of the local day, counted from the epoch. */
export function localDay(minute: number, zone: string): number {
  return Math.floor((minute + offsetMinutes(zone, minute)) / 1440);
}

/** Offsets by zone and quarter of an hour: no zone changes within one, and asking the zone costs more than all the rest. */
const offsets = new Map<string, Map<number, number>>();

function offsetMinutes(zone: string, minute: number): number {
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const quarter = Math.floor(minute / 15);
  let offset = known.get(quarter);
  if (offset === undefined) known.set(quarter, (offset = IANAZone.create(zone).offset(quarter * 15 * MINUTE_MS)));
  return offset;
}
