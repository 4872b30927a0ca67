import type { ClientBase } from 'pg';
import { Transport } from '../../protocol/facts/feeds.js';
import { KEEP_ITEM_MINUTES } from '../journal/recent-items.rules.js';
import { KEPT_MINUTES } from './alarms.projection.js';
import type { CityStart } from './city-state.projection.js';
import { HELD_MINUTES } from './records.projection.js';
import { readRisk } from './risk-start.queries.js';

/** Cursors of the readers whose tables a projection starts from; 0 for one that never ran. */
export interface Cursors {
  rollups: number;
  feeds: number;
}

/** Reads the cursors, in the snapshot of the caller's transaction. */
export async function readCursors(db: ClientBase): Promise<Cursors> {
  const { rows } = await db.query<{ name: string; seq: string }>(
    `select name, seq from reader where name in ('rollups', 'feeds')`,
  );
  const of = (name: string) => Number(rows.find((row) => row.name === name)?.seq ?? 0);
  return { rollups: of('rollups'), feeds: of('feeds') };
}

/** Reads what a process starts from. Every window is found by the leading column of a primary key. */
export async function readStart(db: ClientBase, at: { minute: number; day: string }): Promise<Omit<CityStart, 'seq'>> {
  const from = at.minute - HELD_MINUTES;
  return {
    minutes: await rows(
      db,
      `select minute, district, stream, type, priority, placed, sum(n)::int as n from rollup_minute where minute >= $1
       group by minute, district, stream, type, priority, placed`,
      [from],
    ),
    occurred: await rows(
      db,
      'select minute, source, sum(n)::int as n from rollup_minute where minute >= $1 group by minute, source',
      [from],
    ),
    open: await rows(
      db,
      `select district, stream, type, priority, sum(open)::int as open from rollup_cube
       group by district, stream, type, priority having sum(open) <> 0`,
    ),
    items: await items(db, at.minute),
    hexes: await rows(
      db,
      'select minute, to_hex(h3) as h3, priority, sum(n)::int as n from rollup_hex where minute >= $1 and n <> 0 group by minute, h3, priority',
      [at.minute - KEEP_ITEM_MINUTES],
    ),
    received: await rows(
      db,
      'select minute, source, observations, readings, duplicates, rejected, history from rollup_received where minute >= $1',
      [from],
    ),
    rejects: await rows(
      db,
      `select day::text, source, code, n, 0 as waiting from rollup_rejected where day >= $1::date - 1
       union all select '', source, code, 0, sum(waiting)::int from rollup_rejected group by source, code`,
      [at.day],
    ),
    feeds: await rows(
      db,
      `select source, status, (extract(epoch from last_seen_at) * 1000)::float8 as "lastSeenMs",
              (extract(epoch from newest_occurred_at) * 1000)::float8 as "newestMs", transports from feed_state`,
    ),
    links: await links(db),
    bands: (
      await rows<{ fact: CityStart['bands'][number] }>(db, 'select fact from band_day where day >= $1::date - 1', [
        at.day,
      ])
    ).map((row) => row.fact),
    units: await rows(
      db,
      `select unit, status, iso_utc(status_at) as "statusAt", case when told_lon is null then null else jsonb_build_array(told_lon, told_lat) end as at,
              iso_utc(told_at) as "atTime", on_shift as "onShift" from unit_state`,
    ),
    assignments: await rows(
      db,
      'select id, unit, incident, first from assignment where ended_at is null order by assigned_at, id',
    ),
    alarms: (
      await rows<{ card: CityStart['alarms'][number] }>(
        db,
        'select c.card from alarm a join alarm_card c on c.id = a.id where a.closed_at is null and not a.is_drill',
      )
    ).map((row) => row.card),
    shown: await rows(
      db,
      `select alarm, n, floor(extract(epoch from at) / 60)::int as minute, cause, district from alarm_activation
       where shown and not is_drill and at >= to_timestamp($1::float8)`,
      [(at.minute - KEPT_MINUTES) * 60],
    ),
    instructions: (
      await rows<{ card: CityStart['instructions'][number] }>(
        db,
        'select c.card from instruction i join instruction_card c on c.id = i.id where i.closed_at is null and not i.is_drill',
      )
    ).map((row) => row.card),
    signals: await waitingSignals(db),
    watches: (
      await rows<{ card: CityStart['watches'][number] }>(
        db,
        "select card from watch_item where state = 'awaited' and not is_drill",
      )
    ).map((row) => row.card),
    warnings: (
      await rows<{ card: CityStart['warnings'][number] }>(
        db,
        'select card from warning where until_at >= to_timestamp($1::float8) and not is_drill',
        [at.minute * 60],
      )
    ).map((row) => row.card),
    ...(await readRisk(db)),
    vitals: await vitals(db, from),
    incidents: await incidents(db, from),
  };
}

/** The newest change of each connection. Index journal_subject. */
async function links(db: ClientBase): Promise<CityStart['links']> {
  const found = await rows<{ fact: CityStart['links'][number] }>(
    db,
    `select j.fact from unnest($1::text[]) as t cross join lateral (
       select fact from journal_entry where subject = 'transport:' || t and type = 'transport.changed' order by seq desc limit 1) j`,
    [Transport.options],
  );
  return found.map((row) => row.fact);
}

async function items(db: ClientBase, minute: number): Promise<CityStart['items']> {
  const found = await rows<{ item: CityStart['items'][number] }>(
    db,
    'select item from recent_item where occurred_at >= to_timestamp($1::float8)',
    [(minute - KEEP_ITEM_MINUTES) * 60],
  );
  return found.map((row) => row.item);
}

/** Cards of the signals that wait; what each rests on is counted as its facts count it. Index signal_waiting. */
async function waitingSignals(db: ClientBase): Promise<CityStart['signals']> {
  return rows(
    db,
    `select s.id, s.rule, s.version, r.definition ->> 'kind' as kind, s.district, s.grade, s.state, n.sources, n.channels,
            iso_utc(s.raised_at) as "raisedAt", iso_utc(s.last_at) as "lastAt", s.is_drill as "isDrill"
     from signal s join signal_rule r on (r.id, r.version) = (s.rule, s.version)
       cross join lateral (select count(distinct e ->> 'source')::int as sources, count(distinct e ->> 'channel')::int as channels
                           from jsonb_array_elements(s.evidence) as e) n
     where s.state = 'waiting' and not s.is_drill`,
  );
}

/** The open ones, and those closed in the minutes held. Indexes incident_pressing, incident_closed. */
async function incidents(db: ClientBase, from: number): Promise<CityStart['incidents']> {
  const found = await rows<{ card: CityStart['incidents'][number] }>(
    db,
    `select c.card from incident i join incident_card c on c.id = i.id where not i.is_drill
       and (i.lane is not null or i.closed_at >= to_timestamp($1::float8))`,
    [from * 60],
  );
  return found.map((row) => row.card);
}

/** The line's minutes, and the newest of each vital sign however old. */
async function vitals(db: ClientBase, from: number): Promise<CityStart['vitals']> {
  const found = await rows<{
    vital: string;
    minute: number;
    at: Date;
    value: number | null;
    sensors: number;
    of: number;
  }>(
    db,
    `select vital, minute, at, value, sensors, of from vital_minute where minute >= $1
     union (select distinct on (vital) vital, minute, at, value, sensors, of from vital_minute order by vital, minute desc)`,
    [from],
  );
  return found.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function rows<R extends object>(db: ClientBase, text: string, values: unknown[] = []): Promise<R[]> {
  return (await db.query<R>(text, values)).rows;
}
