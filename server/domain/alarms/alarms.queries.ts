import type { ClientBase, Pool } from 'pg';
import { STALE_HOURS, type AlarmLine, type AlarmTab } from '../../../protocol/alarm.js';
import type { AlarmFile, AlarmLoad } from '../../../protocol/alarm-command.js';

type Db = Pool | ClientBase;

/** Which alarms a list holds. `districts` is what the reader may see; null filters hold for all. */
export interface AlarmFilter {
  tab: AlarmTab;
  districts: readonly string[] | null;
  district: readonly string[] | null;
  cause: string | null;
  q: string | null;
}

const STANDING = `a.hidden is null and a.state in ('unacknowledged', 'acknowledged')`;
/** What each tab holds, in SQL; protocol/alarm.ts says the same of a card, and a test holds the two together. */
const ON_TAB: Record<AlarmTab, string> = {
  standing: STANDING,
  unacknowledged: `a.hidden is null and a.state = 'unacknowledged'`,
  acknowledged: `a.hidden is null and a.state = 'acknowledged'`,
  returned: `a.hidden is null and a.state = 'returned'`,
  shelved: `a.hidden = 'shelved'`,
  suppressed: `a.hidden = 'suppressed'`,
  disabled: `a.hidden = 'disabled'`,
  chattering: 'a.chattering_until > city_now()',
  stale: `${STANDING} and a.active_at <= city_now() - interval '${STALE_HOURS} hours'`,
  'no-data': `a.condition = 'no-data' and a.state in ('unacknowledged', 'acknowledged')`,
};

/** An alarm with names: of its sensor, or of its source where it is about the whole feed. */
const LINE = `from alarm a join alarm_card c on c.id = a.id left join sensor s on s.id = a.sensor left join source f on f.id = a.source
  left join alarm_rule u on u.id = a.rule`;
const NAMED = `c.card || jsonb_build_object('nameZh', coalesce(s.name_zh, f.name_zh, a.subject),
  'nameEn', coalesce(s.name_en, f.name_en, a.subject), 'place', s.place) as line`;

/** One page of alarms, the most urgent first, and how many there are. */
export async function listAlarms(
  db: Db,
  filter: AlarmFilter,
  page: { after: readonly string[] | null; limit: number },
): Promise<{ total: number; rows: { line: AlarmLine; keys: string[] }[] }> {
  const where = `where a.closed_at is null and not a.is_drill and ${ON_TAB[filter.tab]}
    and ($1::text[] is null or a.district = any ($1)) and ($2::text[] is null or a.district = any ($2)) and ($3::text is null or a.cause = $3)
    and ($4::text is null or concat_ws(' ', a.subject, s.name_zh, s.name_en, s.place, u.name_zh, u.name_en, u.cause_zh, u.cause_en) ilike
      '%' || replace(replace(replace($4, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')`;
  const values = [filter.districts, filter.district, filter.cause, filter.q];
  const total = await db.query<{ n: number }>(`select count(*)::int as n ${LINE} ${where}`, values);
  const { rows } = await db.query<{ line: AlarmLine; keys: string[] }>(
    `with listed as (
       select ${NAMED}, a.priority * 2 + (a.state <> 'unacknowledged')::int as rank, -extract(epoch from a.active_at) as age, a.id ${LINE} ${where})
     select line, array[rank::text, age::text, id::text] as keys from listed
     where $5::text[] is null or (rank, age, id) > (($5::text[])[1]::int, ($5::text[])[2]::numeric, ($5::text[])[3]::uuid)
     order by rank, age, id limit $6`,
    [...values, page.after, page.limit],
  );
  return { total: total.rows[0]?.n ?? 0, rows };
}

/** The alarms of a subject, open and closed, the newest first. Index alarm_subject. */
export async function historyOf(
  db: Db,
  subject: string,
  page: { after: readonly [string, string] | null; limit: number },
): Promise<AlarmLine[]> {
  const { rows } = await db.query<{ line: AlarmLine }>(
    `select ${NAMED} ${LINE} where a.subject = $1 and not a.is_drill and ($2::timestamptz is null or (a.raised_at, a.id) < ($2, $3::uuid))
     order by a.raised_at desc, a.id desc limit $4`,
    [subject, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
  return rows.map(({ line }) => line);
}

/** One alarm, open or closed, with its course. Index journal_subject. */
export async function readFile(
  db: Db,
  id: string,
  districts: readonly string[] | null,
): Promise<AlarmFile | undefined> {
  const { rows } = await db.query<{ line: AlarmLine; note: string | null }>(
    `select ${NAMED}, a.note ${LINE} where a.id = $1 and ($2::text[] is null or a.district = any ($2))`,
    [id, districts],
  );
  const [found] = rows;
  if (!found) return undefined;
  const course = await db.query<AlarmFile['course'][number]>(
    `select seq::float8 as seq, iso_utc(j.at) as at, j.cause::float8 as cause, coalesce(fact ->> 'what', split_part(type, '.', 2)) as what,
            coalesce(p.name, j.actor) as by, fact -> 'alarm' ->> 'state' as state, (fact -> 'alarm' ->> 'value')::float8 as value,
            fact -> 'alarm' ->> 'valueAt' as "valueAt"
     from journal_entry j left join account p on p.username = j.actor
     where j.subject = $1 and j.type like 'alarm.%' order by seq desc limit 500`,
    [id],
  );
  return { ...found.line, note: found.note, course: course.rows.reverse() };
}

/**
 * Shown alarms of the days behind against the guideline: mean per day and per ten minutes, the most in ten minutes, the share of time in a flood, and
 * the share of the ten loudest. Spans of ten minutes by the clock, the empty ones with them. Index alarm_activation_at.
 */
export async function readBenchmark(db: Db, days: number, flood: number): Promise<Omit<AlarmLoad, 'seats'>> {
  const { rows } = await db.query<Omit<AlarmLoad, 'seats' | 'days'> & { spans: number }>(
    `with shown as (
       select at, subject from alarm_activation where shown and not is_drill and at > city_now() - $1::int * interval '1 day'
     ), reach as (
       -- A service younger than the days asked for is measured over its own.
       select greatest(extract(epoch from city_now() - greatest(min(at), city_now() - $1::int * interval '1 day')) / 600, 1) as spans from shown
     ), span as (select floor(extract(epoch from at) / 600) as span, count(*)::int as n from shown group by 1)
     select coalesce(reach.spans, 1)::float8 as spans,
            (select count(*) from shown) / coalesce(reach.spans, 1)::float8 * 144 as "perDay",
            (select count(*) from shown) / coalesce(reach.spans, 1)::float8 as "perTenMinutes",
            (select coalesce(max(n), 0) from span)::int as "mostInTenMinutes",
            (select count(*) filter (where n > $2) from span) / coalesce(reach.spans, 1)::float8 as "inFlood",
            coalesce((select sum(n) from (select count(*) as n from shown group by subject order by 1 desc limit 10) top)
              / nullif((select count(*) from shown), 0), 0)::float8 as "topTen"
     from reach`,
    [days, flood],
  );
  const { spans = 1, ...found } = rows[0] ?? {
    perDay: 0,
    perTenMinutes: 0,
    mostInTenMinutes: 0,
    inFlood: 0,
    topTen: 0,
  };
  return { days: Math.min(days, Math.floor(spans / 144)), ...found };
}

/**
 * Seats: accounts that were here in the last five minutes and may act on alarms, each with the alarms shown in the last ten minutes in its districts
 * and those that stand there. Reach by role and account, as sessions hold it.
 */
export async function readSeats(db: Db): Promise<AlarmLoad['seats']> {
  const { rows } = await db.query<AlarmLoad['seats'][number]>(
    `with seat as (
       select a.id, a.name, case when p.reach = 'city' then null else a.districts end as districts
       from account a join role_permission p on p.role = a.role and p.permission = 'alarms.act' and p.reach in ('city', 'district')
       where a.disabled_at is null and exists (select from session s where s.account = a.id and s.kind = 'cookie'
         and s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '5 minutes'))
     select seat.id::text as account, name, coalesce(districts, '{}') as districts,
       (select count(*)::int from alarm_activation v where v.shown and not v.is_drill and v.at > city_now() - interval '10 minutes'
          and (districts is null or v.district = any (districts))) as n,
       (select count(*)::int from alarm a where a.closed_at is null and not a.is_drill and ${STANDING}
          and (districts is null or a.district = any (districts))) as standing
     from seat order by n desc, name limit 50`,
  );
  return rows;
}
