import type pg from 'pg';

/** Sets the city's clock (started with CITY_CLOCK), and lets it run on from there. */
export async function setCityTime({ db }: { db: pg.Pool }, at: string): Promise<void> {
  await db.query('update clock_setting set start_at = $1, real_start = clock_timestamp()', [at]);
}
