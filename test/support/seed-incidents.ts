import pg from 'pg';

/** What is seeded: `n` open incidents in every lane but the hung one, in a district of the demo city. */
interface Seed {
  url: string;
  n: number;
}

const SOURCE = 'seeded';
/** Columns of the grid on which they lie, about 60 m apart, and its south-western corner, in 锦渡区. */
const GRID = { columns: 100, step: 0.0006, lon: 119.84, lat: 38.755 };

/**
 * Writes open incidents straight into the tables of a database whose service is stopped, as their messages and facts would have: ten thousand
 * within seconds. Readers are put behind them, so that nobody is told of them and nothing is worked out for them again.
 */
export async function seedIncidents({ url, n }: Seed): Promise<void> {
  const db = new pg.Client(url);
  await db.connect();
  try {
    await db.query('begin');
    await db.query(`insert into source (id, name_zh, name_en, streams) values ($1, '网格上报', 'Grid', '{incident}')`, [
      SOURCE,
    ]);
    await db.query(THINGS, [n, SOURCE, GRID.columns, GRID.step, GRID.lon, GRID.lat]);
    await db.query(OBSERVATIONS, [SOURCE]);
    await db.query(INCIDENTS);
    await db.query(REPORTS);
    await db.query(FACTS);
    await db.query('update reader set seq = (select max(seq) from journal_entry)');
    await db.query('commit');
    await db.query('analyze incident');
  } finally {
    await db.end();
  }
}

const THINGS = `
  create temporary table thing on commit drop as
  select i, gen_random_uuid() as observation, gen_random_uuid() as incident, $2::text as source,
         date_trunc('milliseconds', clock_timestamp()) - make_interval(secs => i % 600) as at,
         (array['acc.infra.gas_leak', 'acc.equip.elevator', 'acc.infra.drainage'])[1 + i % 3] as type,
         (array['燃气泄漏，居民闻到异味', '电梯困人，3 人', '下穿通道积水 45 cm'])[1 + i % 3] || ' ' || i as title,
         case when i % 50 = 0 then 1 when i % 5 = 0 then 2 else 3 end as priority,
         1 + i % 5 as stage, $5 + (i % $3::int) * $4::float8 as lon, $6 + (i / $3::int) * $4::float8 as lat
  from generate_series(1, $1::int) i`;

const OBSERVATIONS = `
  insert into observation (id, batch, source, record, stream, type, priority, occurred_at, received_at, lon, lat, district, placed, title, counted, raw)
  select observation, observation, $1, 'seed-' || i, 'incident', type, priority, at, at, lon, lat, '990101', 'in', title, true, ''
  from thing`;

const INCIDENTS = `
  insert into incident (id, no, procedure, procedure_version, state, lane, stream, type, priority, source, district, place, title, lon, lat,
                        occurred_at, opened_at, entered_at, due_at, step_due_at, clock_from, step_from, reviewed, observation, observation_received_at)
  select incident, to_char(at, 'YYYYMMDD') || '-' || lpad((90000 + i)::text, 5, '0'), 'emergency',
         (select max(version) from procedure where id = 'emergency'),
         (array['received', 'verified', 'dispatched', 'on_scene', 'controlled'])[stage],
         (array['review', 'dispatch', 'enroute', 'onsite', 'check'])[stage],
         'incident', type, priority, source, '990101', '海尔路 ' || i || ' 号', title, lon, lat, at, at, at,
         at + make_interval(mins => 60 + (i * 7) % 900), null, at, at, stage > 1, observation, at
  from thing`;

const REPORTS = `
  insert into incident_observation (incident, observation, observation_received_at, source, record, how)
  select incident, observation, at, source, 'seed-' || i, 'opened' from thing`;

const FACTS = `
  select journal_append(jsonb_agg(jsonb_build_object('type', 'incident.opened', 'subject', t.incident, 'source', t.source,
           'fact', jsonb_build_object('type', 'incident.opened', 'observation', t.observation, 'card', c.card))))
  from thing t join incident_card c on c.id = t.incident`;
