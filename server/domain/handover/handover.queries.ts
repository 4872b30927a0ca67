import type { ClientBase, Pool } from 'pg';
import type { DutyShift, HandoverFacts, HandoverHead, HandoverMessage } from '../../../protocol/handover.js';

type Db = Pool | ClientBase;

/** A handover as it is in the table: notes sealed, people as usernames beside their names. */
export interface HandoverRow extends HandoverHead {
  facts: HandoverFacts;
  notes: Buffer | null;
  givenUser: string | null;
}

const HEAD = `h.id::text, jsonb_build_object('id', s.id, 'nameZh', s.name_zh, 'nameEn', s.name_en) as shift, iso_utc(h.from_at) as "from",
  iso_utc(h.to_at) as "to", h.state, h.version, h.is_drill as "isDrill", iso_utc(h.drafted_at) as "draftedAt",
  coalesce(g.name, h.given_by) as "givenBy", iso_utc(h.given_at) as "givenAt", coalesce(a.name, h.accepted_by) as "acceptedBy",
  iso_utc(h.accepted_at) as "acceptedAt", h.named`;
const FROM = `handover h join duty_shift s on s.id = h.shift left join account g on g.username = h.given_by
  left join account a on a.username = h.accepted_by`;

/** Reads the shifts that are not retired, in the order in which a day has them. */
export async function readShifts(db: Db): Promise<DutyShift[]> {
  const { rows } = await db.query<DutyShift>(
    `select id, name_zh as "nameZh", name_en as "nameEn", to_char(from_time, 'HH24:MI') as "from", to_char(to_time, 'HH24:MI') as "to", source
     from duty_shift where retired_at is null order by from_time, id`,
  );
  return rows;
}

/** Where the journal and the city's clock stand. */
export async function readMoment(db: Db): Promise<{ seq: number; ms: number }> {
  const { rows } = await db.query<{ seq: number; ms: number }>(
    `select coalesce((select max(seq) from journal_entry), 0)::float8 as seq, (extract(epoch from city_now()) * 1000)::float8 as ms`,
  );
  const [row] = rows as [{ seq: number; ms: number }];
  return { seq: row.seq, ms: Math.floor(row.ms) };
}

/** Adds a draft; undefined when the shift has a handover already. */
export async function addDraft(
  db: ClientBase,
  of: { id: string; shift: string; fromMs: number; toMs: number; facts: HandoverFacts },
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `insert into handover (id, shift, from_at, to_at, state, facts)
     values ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), 'draft', $5) on conflict do nothing returning id::text`,
    [of.id, of.shift, of.fromMs, of.toMs, JSON.stringify(of.facts)],
  );
  return rows[0]?.id;
}

/** The handover of one occurrence of a shift. */
export async function findOf(db: Db, shift: string, fromMs: number): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    'select id::text from handover where shift = $1 and from_at = to_timestamp($2::float8 / 1000) and not is_drill',
    [shift, fromMs],
  );
  return rows[0]?.id;
}

/** Reads one; undefined when there is none. */
export async function readOne(db: Db, id: string): Promise<HandoverRow | undefined> {
  const { rows } = await db.query<HandoverRow>(
    `select ${HEAD}, h.facts, h.notes, h.given_by as "givenUser" from ${FROM} where h.id = $1`,
    [id],
  );
  return rows[0];
}

/** Locks one until the transaction ends; who changes it reads it afterwards. */
export async function lockOne(db: ClientBase, id: string): Promise<void> {
  await db.query('select from handover where id = $1 for update', [id]);
}

/** Reads the newest ones. Index handover_from. */
export async function readHeads(db: Db, limit: number): Promise<HandoverHead[]> {
  const { rows } = await db.query<HandoverHead>(
    `select ${HEAD} from ${FROM} where not h.is_drill order by h.from_at desc, h.id limit $1`,
    [limit],
  );
  return rows;
}

/** What changes of a handover; a key that is left out stays. */
export async function save(
  db: ClientBase,
  id: string,
  change: { facts?: HandoverFacts; notes?: Buffer | null },
): Promise<void> {
  const hasNotes = 'notes' in change;
  await db.query(
    `update handover set version = version + 1, facts = coalesce($2::jsonb, facts), notes = case when $3 then $4 else notes end where id = $1`,
    [id, change.facts ? JSON.stringify(change.facts) : null, hasNotes, change.notes ?? null],
  );
}

/** Hands it over: what is said now is kept as the next version, for ever. Answers its number. */
export async function give(
  db: ClientBase,
  { id, by, facts }: { id: string; by: string; facts: HandoverFacts },
): Promise<number> {
  await db.query(
    `update handover set state = 'given', version = version + 1, facts = $3, given_by = $2, given_at = city_now() where id = $1`,
    [id, by, JSON.stringify(facts)],
  );
  const { rows } = await db.query<{ no: number }>(
    `insert into handover_version (handover, no, facts, notes, by, is_drill)
     select h.id, (select coalesce(max(v.no), 0) + 1 from handover_version v where v.handover = h.id), h.facts, h.notes, $2, h.is_drill
     from handover h where h.id = $1 returning no`,
    [id, by],
  );
  return (rows[0] as { no: number }).no;
}

export async function takeBack(db: ClientBase, id: string): Promise<void> {
  await db.query(
    `update handover set state = 'draft', version = version + 1, given_by = null, given_at = null where id = $1`,
    [id],
  );
}

export async function accept(
  db: ClientBase,
  { id, by, named }: { id: string; by: string; named: readonly string[] },
): Promise<void> {
  await db.query(
    `update handover set state = 'accepted', version = version + 1, accepted_by = $2, accepted_at = city_now(), named = $3 where id = $1`,
    [id, by, named],
  );
}

/** A question, an answer or an addition, sealed. */
export async function addMessage(
  db: ClientBase,
  m: { id: string; handover: string; kind: HandoverMessage['kind']; by: string; words: Buffer },
): Promise<void> {
  await db.query('insert into handover_message (id, handover, kind, by, words) values ($1, $2, $3, $4, $5)', [
    ...[m.id, m.handover, m.kind, m.by, m.words],
  ]);
}

export async function readMessages(db: Db, id: string): Promise<(Omit<HandoverMessage, 'text'> & { words: Buffer })[]> {
  const { rows } = await db.query<Omit<HandoverMessage, 'text'> & { words: Buffer }>(
    `select m.kind, coalesce(a.name, m.by) as by, iso_utc(m.at) as at, m.words from handover_message m
     left join account a on a.username = m.by where m.handover = $1 order by m.at, m.id`,
    [id],
  );
  return rows;
}

/** Which versions were handed over, by whom and when. */
export async function readVersions(db: Db, id: string): Promise<{ no: number; by: string; at: string }[]> {
  const { rows } = await db.query<{ no: number; by: string; at: string }>(
    `select v.no, coalesce(a.name, v.by) as by, iso_utc(v.at) as at from handover_version v
     left join account a on a.username = v.by where v.handover = $1 order by v.no`,
    [id],
  );
  return rows;
}

/** Numbers of incidents of priority 1 or level I and II that nobody has taken. @source handbook §6.4: they are accepted by name */
export async function readMustName(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ no: string }>(
    `select no from incident where lane in ('review', 'dispatch') and (priority = 1 or level <= 2) and not is_drill order by priority, no limit 500`,
  );
  return rows.map((row) => row.no);
}

/** Titles and places of incidents by number, as they are now. */
export async function readWords(
  db: Db,
  nos: readonly string[],
): Promise<Map<string, { title: string | null; place: string | null }>> {
  const { rows } = await db.query<{ no: string; title: string | null; place: string | null }>(
    'select no, title, coalesce(place, road) as place from incident where no = any ($1)',
    [nos],
  );
  return new Map(rows.map(({ no, ...words }) => [no, words]));
}

/** Whether a shift has its next draft set. */
export async function hasTimer(db: Db, kind: string, subject: string): Promise<boolean> {
  return (await db.query('select from timer where kind = $1 and subject = $2', [kind, subject])).rowCount !== 0;
}
