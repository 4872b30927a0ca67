import { cityInstant, dayAfter } from '../../time/city-local.js';
import { cityHour, dayOf } from '../../time/city-time.js';

/** A night begins when offices close and ends when they open. @source city-brain default, as leaders' morning reports have it */
const [NIGHT_FROM, NIGHT_TO] = [18, 8];

/** A window [from, to) as RFC 3339. */
export interface Night {
  from: string;
  to: string;
}

/** The night that is running or was last: from 18:00 to 08:00 of the city, or to now while it runs. @param nowMs whole minutes of city time */
export function lastNight(nowMs: number, zone: string): Night {
  const today = dayOf(nowMs, zone);
  const evening = cityHour(nowMs, zone) >= NIGHT_FROM ? today : dayAfter(today, -1);
  const at = (day: string, hour: number) => cityInstant(`${day}T${String(hour).padStart(2, '0')}:00`, zone);
  const endMs = Math.min(nowMs, at(dayAfter(evening, 1), NIGHT_TO));
  return { from: new Date(at(evening, NIGHT_FROM)).toISOString(), to: new Date(endMs).toISOString() };
}
