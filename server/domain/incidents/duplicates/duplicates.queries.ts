import type { ClientBase, Pool } from 'pg';
import type { DuplicateReason, DuplicateSuggestion } from '../../../../protocol/duplicate.js';
import type { IncidentCard } from '../../../../protocol/incident.js';
import { IN_SCOPE, toIncident, type ReadScope } from '../incidents.queries.js';
import { FARTHEST_M } from './duplicate.data.js';
import type { Reported } from './duplicate.rules.js';

/** Compared with one incident at most, those with the likest words first. */
const MOST = 200;
/** Told of one incident at most. */
const SHOWN = 10;
/** Longest that any family lasts, days; the rules judge by the family. */
const LONGEST_DAYS = 30;
/** Metres of a degree of latitude, a little short, so that the box is a little large. @source IUGG mean radius R1: 111,195 */
const METRES_PER_DEGREE = 111_000;

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

/** Keeps folded words. */
export async function saveWords(db: ClientBase, incidents: readonly Comparable[]): Promise<void> {
  const body = JSON.stringify(incidents.map(({ id, text, isDrill }) => ({ id, text, isDrill })));
  await db.query(
    `insert into incident_words (incident, words, is_drill)
     select id, text, "isDrill" from jsonb_to_recordset($1::jsonb) as w (id uuid, text text, "isDrill" boolean)
     on conflict (incident) do update set words = excluded.words`,
    [body],
  );
}

/** Finds open incidents near a report, other than `id`, of its own world (drill or real), the likest words first (pg_trgm). Index incident_point. */
export async function readNearby(
  db: Pool | ClientBase,
  { id, lon, lat, occurredMs, isDrill, text }: Reported & { id: string | null },
): Promise<Comparable[]> {
  if (lon === null || lat === null) return [];
  const high = FARTHEST_M / METRES_PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  const { rows } = await db.query<Comparable>(
    `select ${COMPARED}, w.words as text from incident i join incident_words w on w.incident = i.id
     where i.lane is not null and i.is_drill = $1 and i.id is distinct from $2
       and i.lat between $3::float8 - $5 and $3::float8 + $5 and i.lon between $4::float8 - $6 and $4::float8 + $6
       and abs(extract(epoch from i.occurred_at) - $7::float8 / 1000) <= ${LONGEST_DAYS * 86_400}
     order by similarity(w.words, $8) desc, i.id desc limit ${MOST}`,
    [isDrill, id, lat, lon, high, wide, occurredMs, text],
  );
  return rows;
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
