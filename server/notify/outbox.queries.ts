import type { ClientBase } from 'pg';
import type { NoticeChannel, NoticeState, NoticeTemplateId } from '../../protocol/notice.js';
import type { Lang } from './template.rules.js';

/** Somebody to be told: where, in what language. `address` is sealed; null when none is known. */
export interface Recipient {
  receiver: string;
  channel: NoticeChannel;
  address: Buffer | null;
  lang: Lang;
}

/** What of an incident decides about its notices. */
export interface About {
  incident: string | null;
  district: string | null;
  priority: number;
  object: string | null;
  /** Id of the procedure. */
  procedure: string | null;
  isDrill: boolean;
}

/** A notice on its way into the table. */
export interface NewNotice extends Recipient {
  id: string;
  key: string;
  incident: string | null;
  district: string | null;
  assignment: string | null;
  cause: number;
  template: NoticeTemplateId;
  params: Record<string, string>;
  priority: number;
  isDrill: boolean;
  notBefore: string | null;
  /** Why it cannot go at all; null when it can. */
  error: string | null;
}

/** Reads what of an incident decides about its notices. */
export async function readAbout(db: ClientBase, id: string): Promise<About | undefined> {
  const { rows } = await db.query<About>(
    `select id::text as incident, district, priority, object, procedure, is_drill as "isDrill" from incident where id = $1`,
    [id],
  );
  return rows[0];
}

/** Reads who is bound to any of these things (`unit:U1`, `post:x` ...). Index notice_receiver_of. */
export async function readBound(db: ClientBase, of: readonly string[]): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>(
    `select 'receiver:' || id as receiver, channel, address, lang from notice_receiver where of = any ($1) and removed_at is null order by id`,
    [of],
  );
  return rows;
}

/** Reads who is registered for an event of a district. */
export async function readRegistered(
  db: ClientBase,
  event: NoticeTemplateId,
  district: string | null,
): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>(
    `select 'receiver:' || id as receiver, channel, address, lang from notice_receiver
     where of is null and removed_at is null and $1 = any (events) and (district is null or district = $2) order by id`,
    [event, district],
  );
  return rows;
}

/** Reads units with their own numbers. */
export async function readUnits(db: ClientBase, ids: readonly string[]): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>(
    `select 'unit:' || id as receiver, 'sms' as channel, phone as address, 'zh' as lang from unit where id = any ($1) order by id`,
    [ids],
  );
  return rows;
}

/** Reads who answers for an object of the register, when a number is known. */
export async function readOwner(db: ClientBase, object: string): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>(
    `select 'object:' || code as receiver, 'sms' as channel, contact_phone as address, 'zh' as lang from object
     where code = $1 and removed_at is null and contact_phone is not null`,
    [object],
  );
  return rows;
}

/** Reads the units that have an incident now. Index assignment_incident. */
export async function readAssigned(db: ClientBase, incident: string): Promise<string[]> {
  const text = 'select unit from assignment where incident = $1 and ended_at is null order by unit';
  return (await db.query<{ unit: string }>(text, [incident])).rows.map((row) => row.unit);
}

/** Adds notices whose keys are new; answers those that were added. */
export async function addNotices(db: ClientBase, notices: readonly NewNotice[]): Promise<NewNotice[]> {
  const added: NewNotice[] = [];
  for (const n of notices) {
    const { rowCount } = await db.query(
      `insert into notice (id, key, incident, assignment, district, cause, template, lang, channel, receiver, address, params, priority, is_drill,
         state, not_before, next_at, failed_at, error)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15, at, case when $15 = 'queued' then at end,
         case when $15 = 'failed' then city_now() end, $17
       from (select coalesce($16::timestamptz, clock_timestamp()) as at) t on conflict (key) do nothing`,
      [
        ...[n.id, n.key, n.incident, n.assignment, n.district, n.cause, n.template, n.lang, n.channel, n.receiver],
        ...[n.address, JSON.stringify(n.params), n.priority, n.isDrill, n.error === null ? 'queued' : 'failed'],
        ...[n.notBefore, n.error],
      ],
    );
    if (rowCount === 1) added.push(n);
  }
  return added;
}

/** A notice as facts tell of it. */
export interface Told {
  id: string;
  incident: string | null;
  template: NoticeTemplateId;
  channel: NoticeChannel;
  receiver: string;
  cause: number;
  isDrill: boolean;
}

export const TOLD =
  'id::text, incident::text, template, channel, receiver, cause::float8 as cause, is_drill as "isDrill"';

/** Calls off what of an assignment has not left; what was shown as not delivered stays so and is not tried again. Index notice_assignment. */
export async function callOff(db: ClientBase, assignment: string): Promise<Told[]> {
  const { rows } = await db.query<Told & { state: NoticeState }>(
    `update notice set state = case when failed_at is null then 'cancelled' else state end, next_at = null
     where assignment = $1 and state in ('queued', 'failed') returning ${TOLD}, state`,
    [assignment],
  );
  return rows.filter((row) => row.state === 'cancelled');
}

/** Reads to whom notices of an assignment have gone, or may have. */
export async function readGone(db: ClientBase, assignment: string): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>(
    `select receiver, channel, address, lang from notice where assignment = $1 and template <> 'notice-withdrawn'
       and (state in ('sending', 'sent', 'delivered') or maybe_twice) order by receiver`,
    [assignment],
  );
  return rows;
}
