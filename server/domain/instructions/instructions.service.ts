import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type {
  Instruction,
  InstructionCard,
  InstructionInput,
  InstructionOwners,
  Instructions,
} from '../../../protocol/instruction.js';
import { Audit } from '../../identity/audit.service.js';
import { Journal } from '../../journal/journal.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { uuidv7 } from '../../platform/ids.js';
import type { Principal } from '../../platform/principal.js';
import { DueTimes } from './due-times.js';
import { entryOf } from './instruction-fact.rules.js';
import type { Doer } from './instruction-commands.service.js';
import { InstructionWords } from './instruction-words.js';
import { actsOf, isOverdue } from './instruction.rules.js';
import * as queries from './instructions.queries.js';
import { bad, loopRuns, unknownInstruction } from './refusals.js';

/** Writes instructions, and reads them as their reader may see them. */
@Injectable()
export class InstructionBook {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly words: InstructionWords,
    private readonly journal: Journal,
    private readonly audit: Audit,
    private readonly due: DueTimes,
  ) {}

  /** One page of those within reach. */
  async list(asked: Omit<queries.ListFilter, 'asked'>, who: Principal): Promise<Instructions> {
    const filter = { ...asked, asked: reachOf(who), limit: asked.limit + 1 };
    const found = await queries.listInstructions(this.db.query, filter);
    const rows = found.slice(0, asked.limit);
    const cursor = found.length > rows.length ? (rows.at(-1)?.key ?? null) : null;
    return { items: await this.shown(rows, who), cursor };
  }

  /** @throws instruction/unknown (404) */
  async read(id: string, who: Principal): Promise<Instruction> {
    const row = await queries.readInstruction(this.db.query, id, reachOf(who));
    if (!row) throw unknownInstruction(id);
    const [one] = await this.shown([row], who);
    return one as Instruction;
  }

  async owners(): Promise<InstructionOwners> {
    const accounts = await queries.readOwners(this.db.query);
    const roles = [...new Set(accounts.map((a) => a.role))];
    return { accounts, roles, dueAt: new Date(this.due.byDefault()).toISOString() };
  }

  /**
   * Gives one, or begins the loop of a KPI.
   * @throws instruction/unknown-owner, instruction/unknown-link, instruction/due-past (422), instruction/loop-runs (409)
   */
  give(input: InstructionInput, { who, address }: Doer): Promise<string> {
    return this.db.tx(this.db.query, async (db) => {
      const made = await this.made(db, input, who.username);
      if (!(await queries.addInstruction(db, made))) throw loopRuns();
      await this.due.set(db, made);
      const detail = { kind: made.kind, owner: made.owner, link: made.link };
      await this.audit.record(
        { actor: who.username, address, action: 'instruction.given', subject: made.id, detail },
        db,
      );
      const card = (await queries.readCard(db, made.id)) as InstructionCard;
      await this.journal.append(db, [entryOf('instruction.given', card, who.username)]);
      return made.id;
    });
  }

  private async made(db: PoolClient, input: InstructionInput, author: string): Promise<queries.NewInstruction> {
    const { kind, text, owner, link, dueAt } = input;
    if (!(await queries.canAnswer(db, owner)))
      throw bad('/owner', 'instruction/unknown-owner', `nobody answers as ${owner.kind} ${owner.ref}`);
    const place = link ? await queries.readLinked(db, link) : { district: '-', isDrill: false };
    if (!place) throw bad('/link/ref', 'instruction/unknown-link', 'what it is about is not there');
    const id = uuidv7(this.clock.now());
    const words = this.words.seal(text);
    return { id, kind, author, owner, link, words, dueMs: this.due.of(dueAt), ...place };
  }

  private async shown(rows: readonly queries.InstructionRow[], who: Principal): Promise<Instruction[]> {
    const said = await queries.readMessages(
      this.db.query,
      rows.map(({ card }) => card.id),
    );
    const atMs = this.clock.now();
    return rows.map(({ card, words, authorName, ownerName, linkName }) => ({
      ...card,
      ...{ authorName, ownerName, linkName, text: this.words.open(words, who), overdue: isOverdue(card, atMs) },
      messages: said
        .filter((m) => m.instruction === card.id)
        .map(({ act, by, at, words: sealed }) => ({ act, by, at, text: this.words.open(sealed, who) })),
      can: actsOf(card, who),
    }));
  }
}

/** Whose instructions somebody sees: everybody's, or what is asked of him. */
function reachOf(who: Principal): queries.Asked {
  return who.permissions['instructions.read'] === 'city' ? null : { username: who.username, role: who.role };
}
