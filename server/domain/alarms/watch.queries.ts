import type { ClientBase, Pool } from 'pg';
import type { AlarmCard } from '../../../protocol/alarm.js';

/** Clocks of sensors may be so far ahead. @source city-brain default: a minute is the usual rhythm */
const AHEAD_SECONDS = 60;
/** Conditions of one turn; what is left waits for the next. */
const PER_TURN = 1000;

/** A condition that time shows, at one sensor, and whether it holds now. */
export interface TimedLook {
  sensor: string;
  condition: 'no-data' | 'clock-skew' | 'frozen';
  holds: boolean;
}

/** Asked once a statement: as a plain call it would be asked for every sensor. */
const NOW = '(select city_now())';

/** Conditions that are kept open, or wait for their delay, by sensor. Indexes alarm_open, alarm_point_pkey. */
const KEPT = `select a.subject, u.condition, bool_or(a.state in ('unacknowledged', 'acknowledged')) as active, false as waits
  from alarm a join alarm_rule u on u.id = a.rule where a.closed_at is null group by 1, 2
  union all select p.subject, u.condition, false, true from alarm_point p join alarm_rule u on u.id = p.rule`;

/** The shortest rhythm of any sensor, and the shortest time after which one is frozen, both in seconds. */
const SHORTEST = `select min(coalesce(s.expect_every_seconds, f.expect_every_seconds)) * interval '1 second' as every,
    min(s.frozen_after_seconds) * interval '1 second' as frozen
  from sensor s join source f on f.id = s.source where f.retired_at is null`;

/** Sensors that could be in such a condition or out of it: nearly all are well, and are passed over without a look at what they are. */
const SUSPECT = `select w.* from sensor_watch w
  where w.last_at < ${NOW} - $1::float8 * (select every from shortest) or w.last_at > ${NOW} + ${AHEAD_SECONDS} * interval '1 second'
    or w.ahead_at is not null or w.same_since < ${NOW} - (select frozen from shortest) or w.sensor in (select subject from kept)`;

/**
 * Sensors with a rhythm that were heard live, or whose clocks are ahead, by the time since their newest value in rhythms ($1), and since anything came.
 * Whoever is silent for longer has no data; whoever is heard meanwhile, and measures in the past or in what has not come yet, has a wrong clock.
 */
const STATE = `select w.sensor, v.condition, v.holds from suspect w join sensor s on s.id = w.sensor join source f on f.id = s.source
  cross join lateral (select coalesce(s.expect_every_seconds, f.expect_every_seconds) * interval '1 second' as every) e
  cross join lateral (select ${NOW} - w.last_at > e.every * $1::float8 as silent,
    ${NOW} - w.heard_at <= e.every * $1::float8 as heard,
    w.last_at > ${NOW} + ${AHEAD_SECONDS} * interval '1 second' as leads,
    w.ahead_at >= ${NOW} - e.every * $1::float8 as refused) t
  cross join lateral (select leads or (refused and coalesce(silent, true)) as ahead) c
  cross join lateral (values
    ('no-data', silent and not heard), ('clock-skew', (silent and heard) or ahead),
    ('frozen', not silent and ${NOW} - w.same_since > s.frozen_after_seconds * interval '1 second')) v (condition, holds)
  where (w.last_at is not null or w.ahead_at is not null) and e.every is not null and f.retired_at is null`;

/** Finds where a timed condition and its alarm disagree, or where it waits for its delay. `rhythms`: after so many of them a sensor is silent. */
export async function readTimed(db: Pool | ClientBase, rhythms: number): Promise<TimedLook[]> {
  const { rows } = await db.query<TimedLook>(
    `with kept as materialized (${KEPT}), shortest as materialized (${SHORTEST}), suspect as materialized (${SUSPECT}), state as (${STATE}),
       known as (select subject, condition, bool_or(active) as active, bool_or(waits) as waits from kept group by 1, 2)
     select sensor, s.condition, coalesce(holds, false) as holds from state s
       left join known k on k.subject = s.sensor and k.condition = s.condition
     where coalesce(holds, false) <> coalesce(active, false) or coalesce(waits, false)
     order by sensor limit ${PER_TURN}`,
    [rhythms],
  );
  return rows;
}

/** Open alarms whose time off the list has run out. Index alarm_until. */
export async function readExpired(db: Pool | ClientBase): Promise<AlarmCard[]> {
  const { rows } = await db.query<{ card: AlarmCard }>(
    `select c.card from alarm a join alarm_card c on c.id = a.id
     where a.closed_at is null and a.hidden is not null and a.hidden_until <= city_now() order by a.id limit ${PER_TURN}`,
  );
  return rows.map((row) => row.card);
}

/** Active alarms whose sensor has left the register or whose rule is no longer in force: nothing would ever clear them. */
export async function readOrphans(db: Pool | ClientBase): Promise<AlarmCard[]> {
  const { rows } = await db.query<{ card: AlarmCard }>(
    `select c.card from alarm a join alarm_card c on c.id = a.id
     where a.closed_at is null and a.state in ('unacknowledged', 'acknowledged')
       and ((a.sensor is not null and not exists (select from sensor s where s.id = a.sensor))
         or not exists (select from alarm_rule u where u.id = a.rule and (u.effective_to is null or u.effective_to >= city_now()::date)))
     order by a.id limit ${PER_TURN}`,
  );
  return rows.map((row) => row.card);
}

/** Ends sensors' times out of service that are over. */
export async function endOutages(db: ClientBase): Promise<void> {
  await db.query('update sensor_outage set ended_at = until where ended_at is null and until <= city_now()');
}
