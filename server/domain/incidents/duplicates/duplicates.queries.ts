import type { ClientBase, Pool } from 'pg';
import type { Compared, DuplicateReason, DuplicateSuggestion } from '../../../../protocol/duplicate.js';
import type { IncidentCard } from '../../../../protocol/incident.js';
import { IN_SCOPE, toIncident, type ReadScope } from '../incidents.queries.js';
import type { Reported } from './duplicate.rules.js';
import { MOST_IN_SQUARE, type Square } from './neighbourhood.rules.js';

/** Told of one incident at most. */
const SHOWN = 10;
/** Of what waits for its comparison, so many of the newest are looked through for open ones. */
const WAITING_SEEN = 500;

/** An open incident as the rules compare it; `text` is folded. */
export interface Comparable extends Reported {
  id: string;
}

/** A suggestion on its way into the table. */
export interface NewSuggestion {
  incident: string;
  other: string;
  score: number;
  reasons: DuplicateReason[];
  isDrill: boolean;
}

const COMPARED = `i.id, i.type, i.lon, i.lat, (extract(epoch from i.occurred_at) * 1000)::float8 as "occurredMs", i.is_drill as "isDrill"`;

/** Reads incidents with all that their first report says. */
export async function readReported(db: ClientBase, ids: readonly string[]): Promise<Comparable[]> {
  const { rows } = await db.query<Comparable>(
    `select ${COMPARED}, concat_ws(' ', i.title, o.body, i.place) as text
     from incident i left join observation o on o.received_at = i.observation_received_at and o.id = i.observation
     where i.id = any ($1) order by i.id`,
    [ids],
  );
  return rows;
}

/** Keeps folded words, and whether they were compared. */
export async function saveWords(
  db: ClientBase,
  incidents: readonly (Comparable & { compared: Compared })[],
): Promise<void> {
  const body = JSON.stringify(incidents.map(({ id, text, isDrill, compared }) => ({ id, text, isDrill, compared })));
  await db.query(
    `insert into incident_words (incident, words, is_drill, compared)
     select id, text, "isDrill", compared from jsonb_to_recordset($1::jsonb) as w (id uuid, text text, "isDrill" boolean, compared text)
     on conflict (incident) do update set words = excluded.words, compared = excluded.compared`,
    [body],
  );
}

/** Notes how far incidents were compared. */
export async function saveCompared(db: ClientBase, ids: readonly string[], compared: Compared): Promise<void> {
  await db.query('update incident_words set compared = $2 where incident = any ($1) and compared <> $2', [
    ids,
    compared,
  ]);
}

/** Reads the newest open incidents of each square, at most {@link MOST_IN_SQUARE} of one. Index incident_square. */
export async function readSquares(db: Pool | ClientBase, squares: readonly Square[]): Promise<Comparable[]> {
  if (squares.length === 0) return [];
  const { rows } = await db.query<Comparable>(
    `select ${COMPARED}, w.words as text from unnest($1::int[], $2::int[]) as s (y, x)
     cross join lateral (
       select n.* from incident n where n.lane is not null and floor(n.lat * 200)::int = s.y and floor(n.lon * 200)::int = s.x
       order by n.id desc limit ${MOST_IN_SQUARE}) i
     join incident_words w on w.incident = i.id`,
    [squares.map(([y]) => y), squares.map(([, x]) => x)],
  );
  return rows;
}

/** Reads open incidents that there was no time to compare, the newest first. Index incident_words_waiting. */
export async function readWaiting(db: ClientBase, most: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select i.id from (select incident from incident_words where compared = 'none' order by incident desc limit ${WAITING_SEEN}) w
       join incident i on i.id = w.incident where i.lane is not null order by i.id desc limit $1`,
    [most],
  );
  return rows.map(({ id }) => id);
}

/** Reads how far an incident was compared; one that the reader of openings has not come to is not. */
export async function readCompared(db: Pool, id: string): Promise<Compared> {
  const { rows } = await db.query<{ compared: Compared }>('select compared from incident_words where incident = $1', [
    id,
  ]);
  return rows[0]?.compared ?? 'none';
}

/** Puts what was found of incidents in place of what was found before. */
export async function saveSuggestions(
  db: ClientBase,
  ids: readonly string[],
  suggestions: readonly NewSuggestion[],
): Promise<void> {
  await db.query('delete from duplicate_suggestion where incident = any ($1) or other = any ($1)', [ids]);
  if (suggestions.length === 0) return;
  await db.query(
    `insert into duplicate_suggestion (incident, other, score, reasons, is_drill)
     select incident, other, score, reasons, "isDrill" from jsonb_to_recordset($1::jsonb)
       as s (incident uuid, other uuid, score real, reasons jsonb, "isDrill" boolean)`,
    [JSON.stringify(suggestions)],
  );
}

interface Row {
  card: IncidentCard;
  title: string | null;
  place: string | null;
  score: number;
  reasons: DuplicateReason[];
}

/** Reads what is kept of an incident: open ones within reach that it may be the same as, from either side. */
export async function readSuggestions(db: Pool, id: string, scope: ReadScope): Promise<DuplicateSuggestion[]> {
  const { rows } = await db.query<Row>(
    `select c.card, i.title, i.place, s.score::float8 as score, s.reasons
     from duplicate_suggestion s join incident i on i.id = case when s.incident = $3 then s.other else s.incident end
       join incident_card c on c.id = i.id
     where (s.incident = $3 or s.other = $3) and i.lane is not null and ${IN_SCOPE} order by s.score desc, i.id limit ${SHOWN}`,
    [scope.districts, scope.account, id],
  );
  return rows.map((row) => toSuggestion(row, scope));
}

/** Reads incidents that were found for a call, within reach, the likeliest first. */
export async function readFound(
  db: Pool,
  found: readonly { id: string; score: number; reasons: DuplicateReason[] }[],
  scope: ReadScope,
): Promise<DuplicateSuggestion[]> {
  const { rows } = await db.query<Row>(
    `select c.card, i.title, i.place, f.score, f.reasons
     from jsonb_to_recordset($3::jsonb) as f (id uuid, score float8, reasons jsonb)
       join incident i on i.id = f.id join incident_card c on c.id = i.id
     where ${IN_SCOPE} order by f.score desc, i.id limit ${SHOWN}`,
    [scope.districts, scope.account, JSON.stringify(found)],
  );
  return rows.map((row) => toSuggestion(row, scope));
}

function toSuggestion(row: Row, scope: ReadScope): DuplicateSuggestion {
  return { incident: toIncident(row, scope), score: Math.round(row.score * 1000) / 1000, reasons: row.reasons };
}
