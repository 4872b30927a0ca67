import type { ClientBase, Pool } from 'pg';
import type { Incident, IncidentCard } from '../../../protocol/incident.js';
import { maskPhones } from '../../platform/mask.js';

/** What a reader may see. `districts` null: all; `account`: only what is given to it. */
export interface ReadScope {
  districts: readonly string[] | null;
  account: string | null;
  hasText: boolean;
}

interface Row {
  card: IncidentCard;
  title: string | null;
  place: string | null;
}

/** The rows a reader may see; $1 districts, $2 account. */
export const IN_SCOPE =
  '($1::text[] is null or i.district = any ($1)) and ($2::uuid is null or $2 = any (i.assignees))';

/** Reads one incident; undefined when there is none or it is out of reach. */
export async function readIncident(db: Pool | ClientBase, id: string, scope: ReadScope): Promise<Incident | undefined> {
  const { rows } = await db.query<Row>(
    `select c.card, i.title, i.place from incident i join incident_card c on c.id = i.id where i.id = $3 and ${IN_SCOPE}`,
    [scope.districts, scope.account, id],
  );
  return rows[0] && toIncident(rows[0], scope);
}

/** Finds the id of an incident by its number (or by the id itself); undefined when it is neither. */
export async function idOf(db: Pool | ClientBase, idOrNo: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>('select id from incident where no = $1 or id::text = lower($1)', [
    idOrNo,
  ]);
  return rows[0]?.id;
}

/** Makes the outward row; text only for those who may read it, phones masked. */
export function toIncident({ card, title, place }: Row, { hasText }: Pick<ReadScope, 'hasText'>): Incident {
  const shown = (text: string | null) => (hasText && text !== null ? maskPhones(text) : null);
  return { ...card, title: shown(title), place: shown(place) };
}
