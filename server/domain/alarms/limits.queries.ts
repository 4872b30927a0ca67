import type { ClientBase, Pool } from 'pg';
import type { LimitValues, LimitVersion } from '../../../protocol/sensor-limit.js';

type Db = Pool | ClientBase;

/** Versions of a sensor's limits at most, the newest: a limit is changed a few times in a year. */
const VERSIONS = 200;

/** Holds the limits of one sensor until the transaction ends: limits of several levels must keep their order. */
export async function lockLimits(db: ClientBase, sensor: string): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('alarm-limit ' || $1, 0))", [sensor]);
}

const VERSION = `l.sensor, l.rule, l.version, l.source, coalesce(a.name, l.by_account) as by, iso_utc(l.at) as at,
  case when l.limit_value is not null then jsonb_build_object('limit', l.limit_value, 'deadBand', l.dead_band,
    'onDelaySeconds', l.on_delay_seconds, 'offDelaySeconds', l.off_delay_seconds) end as own`;
const FROM = 'from alarm_limit l left join account a on a.username = l.by_account where l.sensor = $1';

/** The newest version of each limit that a sensor ever had of its own. Primary key. */
export async function readNewestLimits(db: Db, sensor: string): Promise<LimitVersion[]> {
  const { rows } = await db.query<LimitVersion>(
    `select distinct on (l.rule) ${VERSION} ${FROM} order by l.rule, l.version desc`,
    [sensor],
  );
  return rows;
}

/** Versions of a sensor's own limits, the newest first. Primary key. */
export async function readLimitVersions(db: Db, sensor: string): Promise<LimitVersion[]> {
  const { rows } = await db.query<LimitVersion>(
    `select ${VERSION} ${FROM} order by l.at desc, l.rule, l.version desc limit ${VERSIONS}`,
    [sensor],
  );
  return rows;
}

/** Adds a version of one limit; `own` null gives the rule's back. */
export async function addLimitVersion(
  db: ClientBase,
  of: { sensor: string; rule: string; version: number; condition: 'high' | 'low'; own: LimitValues | null },
  by: { source: string; account: string },
): Promise<void> {
  const { own } = of;
  const values = [own?.limit, own?.deadBand, own?.onDelaySeconds, own?.offDelaySeconds].map((v) => v ?? null);
  await db.query(
    `insert into alarm_limit (sensor, rule, version, condition, limit_value, dead_band, on_delay_seconds, off_delay_seconds, source, by_account)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [of.sensor, of.rule, of.version, of.condition, ...values, by.source, by.account],
  );
}
