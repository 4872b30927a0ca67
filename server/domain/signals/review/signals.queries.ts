import type { ClientBase, Pool } from 'pg';
import { DESK_SOURCE } from '../../../../protocol/call.js';
import type { Evidence, Signal, SignalCard, SignalState } from '../../../../protocol/signal.js';
import type { Detection } from '../rules/detection.js';

type Db = Pool | ClientBase;

/** What a signal became: the incident whose record carries the signal's id. Index incident_observation by source and record. */
const SIGNAL = `
  select s.id, s.rule, s.version, r.definition ->> 'kind' as kind, r.definition ->> 'nameZh' as "nameZh", r.definition ->> 'nameEn' as "nameEn",
    s.district, s.grade, s.state, s.evidence, iso_utc(s.raised_at) as "raisedAt", iso_utc(s.last_at) as "lastAt", iso_utc(s.decided_at) as "decidedAt",
    coalesce(a.name, s.decided_by) as "decidedBy", s.reason, s.is_drill as "isDrill",
    (select jsonb_build_object('id', i.id, 'no', i.no) from incident_observation l join incident i on i.id = l.incident
     where l.source = '${DESK_SOURCE}' and l.record = s.id::text limit 1) as incident
  from signal s join signal_rule r on (r.id, r.version) = (s.rule, s.version) left join account a on a.username = s.decided_by`;
const REACH = '($1::text[] is null or s.district = any ($1))';

type Row = Omit<Signal, 'sources' | 'channels'>;

/** Signals within reach, those that wait first, the gravest first, then the newest. Indexes signal_waiting, signal_last. */
export async function listSignals(
  db: Db,
  { districts, state, limit }: { districts: readonly string[] | null; state: SignalState | null; limit: number },
): Promise<Signal[]> {
  const { rows } = await db.query<Row>(
    `${SIGNAL} where ${REACH} and not s.is_drill and ($2::text is null or s.state = $2)
     order by s.state <> 'waiting', case when s.state = 'waiting' then s.grade end, coalesce(s.decided_at, s.raised_at) desc, s.id limit $3`,
    [districts, state, limit],
  );
  return rows.map(withCounts);
}

/** How many wait within reach. */
export async function countWaiting(db: Db, districts: readonly string[] | null): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from signal s where ${REACH} and s.state = 'waiting' and not s.is_drill`,
    [districts],
  );
  return rows[0]?.n ?? 0;
}

/** One signal within reach. */
export async function readSignal(db: Db, id: string, districts: readonly string[] | null): Promise<Signal | undefined> {
  const { rows } = await db.query<Row>(`${SIGNAL} where ${REACH} and s.id = $2`, [districts, id]);
  return rows[0] && withCounts(rows[0]);
}

/** Locks a signal and says where it stands. */
export async function lockSignal(db: ClientBase, id: string): Promise<SignalState | undefined> {
  const { rows } = await db.query<{ state: SignalState }>('select state from signal where id = $1 for update', [id]);
  return rows[0]?.state;
}

/** Notes what a person decided. */
export async function decideSignal(
  db: ClientBase,
  { id, state, by, reason }: { id: string; state: SignalState; by: string; reason: string | null },
): Promise<void> {
  await db.query('update signal set state = $2, decided_at = city_now(), decided_by = $3, reason = $4 where id = $1', [
    ...[id, state, by, reason],
  ]);
}

/** Whether the desk filed a record under the signal's id. Index ingest_key is by hash, so the record is looked for among the newest. */
export async function isFiled(db: ClientBase, id: string, sinceMs: number): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>(
    `select exists (select from observation where source = $1 and record = $2 and received_at >= to_timestamp($3::float8 / 1000)) as there`,
    [DESK_SOURCE, id, sinceMs],
  );
  return rows[0]?.there ?? false;
}

/** Signals of a rule in a district: the waiting one, locked, and until when the last one of any state was seen (epoch ms). */
export async function readStanding(
  db: ClientBase,
  rule: string,
  district: string,
): Promise<{ waiting: { id: string; evidence: Evidence[]; grade: number } | null; lastMs: number | null }> {
  const { rows: waiting } = await db.query<{ id: string; evidence: Evidence[]; grade: number }>(
    "select id, evidence, grade from signal where rule = $1 and district = $2 and state = 'waiting' for update",
    [rule, district],
  );
  const { rows: last } = await db.query<{ ms: number }>(
    'select (extract(epoch from last_at) * 1000)::float8 as ms from signal where rule = $1 and district = $2 order by last_at desc limit 1',
    [rule, district],
  );
  return { waiting: waiting[0] ?? null, lastMs: last[0]?.ms ?? null };
}

/** Adds a signal, or puts what was found since into the one that waits. */
export async function saveSignal(
  db: ClientBase,
  { id, rule, version, found }: { id: string; rule: string; version: number; found: Detection },
): Promise<void> {
  await db.query(
    `insert into signal (id, rule, version, district, grade, evidence, last_at) values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))
     on conflict (id) do update set grade = least(signal.grade, excluded.grade), evidence = excluded.evidence, last_at = excluded.last_at`,
    [id, rule, version, found.district, found.grade, JSON.stringify(found.evidence), found.untilMs],
  );
}

/** The card of a signal, as facts carry it. */
export function cardOf(signal: Signal): SignalCard {
  const { id, rule, version, kind, district, grade, state, sources, channels, raisedAt, lastAt, isDrill } = signal;
  return { id, rule, version, kind, district, grade, state, sources, channels, raisedAt, lastAt, isDrill };
}

function withCounts(row: Row): Signal {
  const of = (pick: (e: Evidence) => string) => new Set(row.evidence.map(pick)).size;
  return { ...row, sources: of((e) => e.source), channels: of((e) => e.channel) };
}
