import type { ClientBase, Pool } from 'pg';
import type { Attachment, IncidentFile } from '../../../protocol/incident.js';

type Db = Pool | ClientBase;

/** An entry of the journal about an incident, with the words that go with it. */
export interface CourseRow {
  seq: number;
  at: string;
  type: string;
  by: string | null;
  cause: number | null;
  fact: { command?: string; what?: string; from?: unknown; to?: unknown; ref?: string | null; observation?: string };
  words: Buffer | null;
}

/** The course of an incident: every entry of the journal about it, in order. Index journal_subject; names by account. */
export async function readCourse(db: Db, id: string): Promise<CourseRow[]> {
  const { rows } = await db.query<CourseRow>(
    `select j.seq::float8 as seq, iso_utc(j.at) as at, j.type, coalesce(a.name, j.actor) as by, j.cause::float8 as cause,
            j.fact - 'card' as fact, n.words
     from journal_entry j left join account a on a.username = j.actor left join incident_note n on n.id::text = j.fact ->> 'note'
     where j.subject = $1 order by j.seq`,
    [id],
  );
  return rows;
}

/** Photos and papers of an incident, oldest first. */
export async function readAttachments(db: Db, id: string): Promise<Attachment[]> {
  const { rows } = await db.query<Attachment>(
    `select t.file::text, t.kind, iso_utc(t.at) as at, coalesce(a.name, t.by) as by
     from incident_attachment t left join account a on a.username = t.by where t.incident = $1 order by t.at, t.file`,
    [id],
  );
  return rows;
}

/** Everything that reported an incident or one that went into it, oldest first. */
export async function readReports(db: Db, id: string): Promise<IncidentFile['reported']> {
  const { rows } = await db.query<IncidentFile['reported'][number]>(
    `with recursive own as (
       select id from incident where id = $1 union select i.id from incident i join own on i.merged_into = own.id)
     select r.observation::text, r.source, r.record, iso_utc(o.occurred_at) as "occurredAt", r.incident::text, r.how, o.title
     from own join incident_observation r on r.incident = own.id
       join observation o on o.received_at = r.observation_received_at and o.id = r.observation order by o.occurred_at, o.id`,
    [id],
  );
  return rows;
}

/** Requests for more time, oldest first. */
export async function readExtensions(db: Db, id: string): Promise<IncidentFile['extended']> {
  const { rows } = await db.query<IncidentFile['extended'][number]>(
    `select e.minutes, coalesce(a.name, e.requested_by) as "requestedBy", iso_utc(e.requested_at) as "requestedAt",
            coalesce(d.name, e.decided_by) as "decidedBy", iso_utc(e.decided_at) as "decidedAt", e.approved
     from incident_extension e left join account a on a.username = e.requested_by left join account d on d.username = e.decided_by
     where e.incident = $1 order by e.requested_at`,
    [id],
  );
  return rows;
}

/** Incidents beside this one: above, below, gone into it, and pointed at from either side. */
export async function readRelations(db: Db, id: string): Promise<IncidentFile['relations']> {
  const { rows } = await db.query<IncidentFile['relations'][number]>(
    `select i.id::text as incident, i.no, found.kind from (
       select parent as id, 'parent' as kind from incident where id = $1 and parent is not null
       union all select id, 'child' from incident where parent = $1
       union all select id, 'merged' from incident where merged_into = $1
       union select other, 'related' from incident_relation where incident = $1
       union select incident, 'related' from incident_relation where other = $1) found join incident i on i.id = found.id order by i.no`,
    [id],
  );
  return rows;
}

/** The message that opened an incident: its text. Primary key of observation. */
export async function readBody(db: Db, id: string): Promise<{ body: string | null; lookAgainAt: string | null }> {
  const { rows } = await db.query<{ body: string | null; lookAgainAt: string | null }>(
    `select o.body, iso_utc(i.look_again_at) as "lookAgainAt" from incident i left join observation o on o.received_at = i.observation_received_at and o.id = i.observation where i.id = $1`,
    [id],
  );
  return rows[0] ?? { body: null, lookAgainAt: null };
}

/** To whom an incident is given now. */
export async function readAssignees(db: Db, id: string): Promise<string[]> {
  const { rows } = await db.query<{ assignees: string[] }>('select assignees from incident where id = $1', [id]);
  return rows[0]?.assignees ?? [];
}

/** Who asked for the time that waits for a decision. Index incident_extension_pending. */
export async function readAsker(db: Db, id: string): Promise<string | null> {
  const { rows } = await db.query<{ asker: string }>(
    'select requested_by as asker from incident_extension where incident = $1 and decided_at is null',
    [id],
  );
  return rows[0]?.asker ?? null;
}
