import type { ClientBase, Pool } from 'pg';
import type { Role } from '../../../protocol/identity.js';
import type {
  Assessment,
  InstructionAct,
  InstructionCard,
  InstructionInput,
  InstructionKind,
  InstructionLink,
  InstructionOwner,
  InstructionState,
  Progress,
} from '../../../protocol/instruction.js';

type Db = Pool | ClientBase;

/** An instruction with its words sealed and the names beside the ids. */
export interface InstructionRow {
  card: InstructionCard;
  words: Buffer;
  authorName: string;
  ownerName: string | null;
  linkName: string | null;
  /** Where a page of the list goes on. */
  key: string;
}

/** Whose instructions are read: null is everybody's, else those that an account is asked for. */
export type Asked = { username: string; role: Role } | null;

const ASKED = `($1::text is null or (i.owner_kind = 'account' and i.owner = $1) or (i.owner_kind = 'role' and i.owner = $2))`;
/** Those that are not closed by their time, then the closed ones, the newest first. */
const KEY = `case when i.closed_at is null then '0' || iso_utc(i.due_at) else '1' || to_char(1e13 - extract(epoch from i.closed_at) * 1000, 'FM00000000000000') end || i.id`;
const READ = `select c.card, i.words, coalesce(a.name, i.author) as "authorName", o.name as "ownerName", n.no as "linkName", ${KEY} as key
  from instruction i join instruction_card c on c.id = i.id left join account a on a.username = i.author
    left join account o on i.owner_kind = 'account' and o.username = i.owner
    left join incident n on n.id = case when i.link_kind = 'incident' then i.link_ref::uuid end`;

/** What of the list is asked for. */
export interface ListFilter {
  asked: Asked;
  state: 'standing' | 'closed' | 'all';
  kind: InstructionKind | null;
  link: InstructionLink | null;
  after: string | null;
  limit: number;
}

/** One page of the real ones. Indexes instruction_standing, instruction_closed, instruction_link. */
export async function listInstructions(db: Db, f: ListFilter): Promise<InstructionRow[]> {
  const { rows } = await db.query<InstructionRow>(
    `${READ} where not i.is_drill and ${ASKED} and ($3 = 'all' or (i.closed_at is null) = ($3 = 'standing'))
       and ($4::text is null or i.kind = $4) and ($5::text is null or (i.link_kind = $5 and i.link_ref = $6))
       and ($7::text is null or (${KEY}) collate "C" > $7) order by (${KEY}) collate "C" limit $8`,
    [...askedOf(f.asked), f.state, f.kind, f.link?.kind ?? null, f.link?.ref ?? null, f.after, f.limit],
  );
  return rows;
}

/** Reads one within reach; undefined when there is none. */
export async function readInstruction(db: Db, id: string, asked: Asked): Promise<InstructionRow | undefined> {
  const { rows } = await db.query<InstructionRow>(`${READ} where ${ASKED} and i.id = $3`, [...askedOf(asked), id]);
  return rows[0];
}

/** What was said to some, oldest first. Index instruction_message_of. */
export async function readMessages(
  db: Db,
  ids: readonly string[],
): Promise<{ instruction: string; act: InstructionAct; by: string; at: string; words: Buffer }[]> {
  const { rows } = await db.query<{ instruction: string; act: InstructionAct; by: string; at: string; words: Buffer }>(
    `select m.instruction::text, m.act, coalesce(a.name, m.by) as by, iso_utc(m.at) as at, m.words from instruction_message m
     left join account a on a.username = m.by where m.instruction = any ($1::uuid[]) order by m.at, m.id`,
    [ids],
  );
  return rows;
}

/** Locks one and reads its card; undefined when there is none. */
export async function lockInstruction(db: ClientBase, id: string): Promise<InstructionCard | undefined> {
  await db.query('select from instruction where id = $1 for update', [id]);
  return readCard(db, id);
}

export async function readCard(db: Db, id: string): Promise<InstructionCard | undefined> {
  const { rows } = await db.query<{ card: InstructionCard }>('select card from instruction_card where id = $1', [id]);
  return rows[0]?.card;
}

/** A new one, its words sealed. */
export interface NewInstruction extends Pick<InstructionInput, 'owner' | 'link'> {
  id: string;
  kind: InstructionKind;
  author: string;
  words: Buffer;
  dueMs: number;
  district: string;
  isDrill: boolean;
}

/** Adds one; false when a loop of the KPI runs already. Index instruction_kpi. */
export async function addInstruction(db: ClientBase, i: NewInstruction): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into instruction (id, kind, author, owner_kind, owner, link_kind, link_ref, district, words, due_at, is_drill)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10::float8 / 1000), $11)
     on conflict (link_ref, is_drill) where kind = 'kpi' and closed_at is null do nothing`,
    [
      ...[i.id, i.kind, i.author, i.owner.kind, i.owner.ref, i.link?.kind ?? null, i.link?.ref ?? null],
      ...[i.district, i.words, i.dueMs, i.isDrill],
    ],
  );
  return rowCount === 1;
}

/** What an act makes of one. What is left out stays. */
export interface Change {
  state: InstructionState;
  answers?: number;
  returns?: number;
  late?: number;
  dueMs?: number;
  progress?: Progress | undefined;
  assessment?: Assessment | undefined;
}

export async function changeInstruction(db: ClientBase, id: string, c: Change): Promise<void> {
  await db.query(
    `update instruction set state = $2, version = version + 1, answers = answers + $3, returns = returns + $4, late = late + $5,
       due_at = coalesce(to_timestamp($6::float8 / 1000), due_at), done = coalesce($7, done), done_of = coalesce($8, done_of),
       assessment = $9, overdue_since = null, closed_at = case when $2 = 'closed' then city_now() end where id = $1`,
    [
      ...[id, c.state, c.answers ?? 0, c.returns ?? 0, c.late ?? 0, c.dueMs ?? null],
      ...[c.progress?.done ?? null, c.progress?.of ?? null, c.assessment ?? null],
    ],
  );
}

/** Says of one that its time is over. */
export async function markOverdue(db: ClientBase, id: string): Promise<void> {
  await db.query('update instruction set overdue_since = due_at, version = version + 1 where id = $1', [id]);
}

/** Adds what was said, sealed. */
export async function addMessage(
  db: ClientBase,
  m: { id: string; instruction: string; act: InstructionAct; by: string; words: Buffer; isDrill: boolean },
): Promise<void> {
  await db.query(
    'insert into instruction_message (id, instruction, act, by, words, is_drill) values ($1, $2, $3, $4, $5, $6)',
    [...[m.id, m.instruction, m.act, m.by, m.words, m.isDrill]],
  );
}

/** Where what one is about lies; undefined when it is not there. */
export async function readLinked(
  db: Db,
  { kind, ref }: InstructionLink,
): Promise<{ district: string; isDrill: boolean } | undefined> {
  return (await db.query<{ district: string; isDrill: boolean }>(LINKED[kind], [ref])).rows[0];
}

const LINKED: Readonly<Record<InstructionLink['kind'], string>> = {
  incident: 'select district, is_drill as "isDrill" from incident where id::text = $1',
  signal: `select district, is_drill as "isDrill" from signal where id::text = $1`,
  kpi: `select '-' as district, false as "isDrill" from kpi_indicator where code = $1 limit 1`,
};

/** Accounts that live and may be asked for an answer, and the roles that may. */
export async function readOwners(db: Db): Promise<{ username: string; name: string; role: Role }[]> {
  const { rows } = await db.query<{ username: string; name: string; role: Role }>(
    `select a.username, a.name, a.role from account a join role_permission p on p.role = a.role and p.permission = 'instructions.answer'
     where p.reach <> 'none' and a.disabled_at is null and left(a.username, 1) <> '@' order by a.role, a.username`,
  );
  return rows;
}

/** Whether somebody can be asked for an answer. */
export async function canAnswer(db: Db, owner: InstructionOwner): Promise<boolean> {
  const owners = await readOwners(db);
  return owners.some((o) => (owner.kind === 'account' ? o.username : o.role) === owner.ref);
}

const askedOf = (asked: Asked): [string | null, string | null] => [asked?.username ?? null, asked?.role ?? null];
