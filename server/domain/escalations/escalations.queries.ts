import type { ClientBase, Pool } from 'pg';
import { EscalationChain, type Escalation, type EscalationTarget } from '../../../protocol/escalation.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { Told } from './escalations.rules.js';

type Db = Pool | ClientBase;

/** What an account may see: districts null is all; with `account` only what is given to it. */
export interface EscalationScope {
  districts: readonly string[] | null;
  account: string | null;
}

const SCOPE = '($1::text[] is null or i.district = any ($1)) and ($2::uuid is null or $2 = any (i.assignees))';
const READ = `
  select e.id, e.incident, i.no as "incidentNo", i.district, e.chain, e.trigger, nullif(e.about, '') as about, e.state, e.step, e.round,
    e.target as "to", iso_utc(e.since) as since, iso_utc(e.raised_at) as "raisedAt", iso_utc(e.acknowledged_at) as "acknowledgedAt",
    coalesce(a.name, e.acknowledged_by) as "acknowledgedBy", e.is_drill as "isDrill"
  from escalation e join incident i on i.id = e.incident left join account a on a.username = e.acknowledged_by`;

/** Adds chains that the table lacks; one that is there stays as the city has it. */
export async function addChains(db: Db, chains: readonly EscalationChain[]): Promise<void> {
  await db.query(
    `insert into escalation_chain (id, definition) select d ->> 'id', d from jsonb_array_elements($1::jsonb) as d on conflict do nothing`,
    [JSON.stringify(chains)],
  );
}

export async function readChains(db: Db): Promise<EscalationChain[]> {
  const { rows } = await db.query<{ definition: unknown }>('select definition from escalation_chain order by id');
  return rows.map((row) => EscalationChain.parse(row.definition));
}

/** Adds a chain or changes one. */
export async function saveChain(db: Db, chain: EscalationChain): Promise<void> {
  await db.query(
    `insert into escalation_chain (id, definition) values ($1, $2)
     on conflict (id) do update set definition = excluded.definition, changed_at = city_now()`,
    [chain.id, JSON.stringify(chain)],
  );
}

/** Locks the escalations of an incident until the transaction ends. Every writer of them takes this first. */
export async function lockEscalations(db: ClientBase, incident: string): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('escalations ' || $1, 0))", [incident]);
}

/** The card of an incident as it stands. */
export async function readCard(db: Db, incident: string): Promise<IncidentCard | undefined> {
  const { rows } = await db.query<{ card: IncidentCard }>('select card from incident_card where id = $1', [incident]);
  return rows[0]?.card;
}

/** Begins an escalation; null when this one began before. */
export async function begin(
  db: ClientBase,
  of: {
    id: string;
    card: IncidentCard;
    chain: string;
    trigger: string;
    about: string;
    sinceMs: number;
    to: EscalationTarget;
  },
): Promise<Escalation | null> {
  const { rowCount } = await db.query(
    `insert into escalation (id, incident, chain, trigger, about, since, target, is_drill)
     values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), $7, $8) on conflict do nothing`,
    [of.id, of.card.id, of.chain, of.trigger, of.about, of.sinceMs, JSON.stringify(of.to), of.card.isDrill],
  );
  return rowCount === 1 ? ((await readOne(db, of.id, EVERYTHING)) as Escalation) : null;
}

/** Notes that the next step was told. */
export async function tell(db: ClientBase, id: string, told: Told & { to: EscalationTarget }): Promise<Escalation> {
  await db.query('update escalation set step = $2, round = $3, target = $4, raised_at = city_now() where id = $1', [
    ...[id, told.step, told.round, JSON.stringify(told.to)],
  ]);
  return (await readOne(db, id, EVERYTHING)) as Escalation;
}

/** Notes who acknowledged it. */
export async function acknowledge(db: ClientBase, id: string, by: string): Promise<void> {
  await db.query(
    "update escalation set state = 'acknowledged', acknowledged_at = city_now(), acknowledged_by = $2 where id = $1",
    [id, by],
  );
}

/** Ends an escalation whose reason is gone. */
export async function end(db: ClientBase, id: string): Promise<void> {
  await db.query("update escalation set state = 'ended', ended_at = city_now() where id = $1", [id]);
}

/** Escalations of some incidents that have not ended. Index escalation_live. */
export async function readLive(db: Db, incidents: readonly string[]): Promise<Escalation[]> {
  const { rows } = await db.query<Escalation>(
    `${READ} where e.incident = any ($1) and e.state <> 'ended' order by e.incident, e.id`,
    [incidents],
  );
  return rows;
}

/** Reads one within reach. */
export async function readOne(db: Db, id: string, scope: EscalationScope): Promise<Escalation | undefined> {
  const { rows } = await db.query<Escalation>(`${READ} where ${SCOPE} and e.id = $3`, [
    ...[scope.districts, scope.account, id],
  ]);
  return rows[0];
}

/** Escalations that nobody has acknowledged, newest first. Index escalation_raised. */
export async function readRaised(db: Db, scope: EscalationScope): Promise<Escalation[]> {
  const { rows } = await db.query<Escalation>(
    `${READ} where ${SCOPE} and e.state = 'raised' order by e.raised_at desc, e.id limit 500`,
    [scope.districts, scope.account],
  );
  return rows;
}

/** The service itself, which sees everything. */
export const EVERYTHING: EscalationScope = { districts: null, account: null };
