import { DateTime } from 'luxon';
import type { Permit } from '../../../../protocol/permit.js';
import { PolygonIndex } from '../../../city/polygon-index.rules.js';

/** What happened, where and when; degrees WGS-84, epoch milliseconds. */
export interface Alleged {
  type: string;
  lon: number | null;
  lat: number | null;
  occurredMs: number;
}

/** Finds the permit that covers something; undefined when none does. A place that is not known is covered by none. */
export function permitFor(permits: readonly Permit[], alleged: Alleged, zone: string): Permit | undefined {
  return permits.find(
    (permit) => isOfKind(permit, alleged) && isInHours(permit, alleged, zone) && isInPlace(permit, alleged),
  );
}

function isOfKind({ types }: Permit, { type }: Alleged): boolean {
  return types.some((prefix) => type.startsWith(prefix));
}

function isInPlace({ id, ring }: Permit, { lon, lat }: Alleged): boolean {
  if (lon === null || lat === null) return false;
  return new PolygonIndex([{ code: id, polygons: [[ring]] }]).at(lon, lat) !== null;
}

/** Within the hours of a valid day; hours that go past midnight belong to the day on which they begin. */
function isInHours(permit: Permit, { occurredMs }: Alleged, zone: string): boolean {
  const now = DateTime.fromMillis(occurredMs, { zone });
  const time = now.toFormat('HH:mm');
  const overnight = permit.to <= permit.from;
  if (overnight && time < permit.to) return isOnDay(permit, now.minus({ days: 1 }));
  return time >= permit.from && (overnight || time < permit.to) && isOnDay(permit, now);
}

function isOnDay({ weekdays, validFrom, validTo }: Permit, day: DateTime): boolean {
  const date = day.toFormat('yyyy-MM-dd');
  return weekdays.includes(day.weekday) && validFrom <= date && (validTo === null || date <= validTo);
}
