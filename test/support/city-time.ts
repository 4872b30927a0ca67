import type { IncidentApp } from './incidents.js';

/** Sets the city's clock (started with CITY_CLOCK), and lets it run on from there. */
export async function setCityTime(app: IncidentApp, at: string): Promise<void> {
  await app.db.query('update clock_setting set start_at = $1, real_start = clock_timestamp()', [at]);
}
