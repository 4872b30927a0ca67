import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type {
  AnswerInput,
  ClosingInput,
  InstructionAct,
  InstructionCard,
  ReturnInput,
} from '../../../protocol/instruction.js';
import { Audit } from '../../identity/audit.service.js';
import type { SessionPrincipal } from '../../identity/session-principal.js';
import { Journal } from '../../journal/journal.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { uuidv7 } from '../../platform/ids.js';
import { DueTimes } from './due-times.js';
import { entryOf } from './instruction-fact.rules.js';
import { InstructionWords } from './instruction-words.js';
import { actsOf, isOverdue, mayAnswer, next } from './instruction.rules.js';
import * as queries from './instructions.queries.js';
import { bad, changedInstruction, notAsked, notNow, unknownInstruction } from './refusals.js';

/** Who acts, and from where. */
export interface Doer {
  who: SessionPrincipal;
  address: string;
}

/** What is asked of one; `version` is the one that the asker saw. */
interface Asked {
  id: string;
  act: InstructionAct;
  version: number | undefined;
  text: string | undefined;
}

/** Answering, sending back and closing. Each is audited and a fact, with what it changed, in one transaction. */
@Injectable()
export class InstructionCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly words: InstructionWords,
    private readonly journal: Journal,
    private readonly audit: Audit,
    private readonly due: DueTimes,
  ) {}

  /** @throws instruction/unknown (404), instruction/not-asked (403), instruction/changed and instruction/not-now (409) */
  answer(id: string, { version, text, progress }: AnswerInput, by: Doer): Promise<void> {
    return this.act({ id, act: 'answer', version, text }, by, async (db, card) => {
      await this.due.drop(db, id);
      return { answers: 1, late: isOverdue(card, this.clock.now()) ? 1 : 0, progress };
    });
  }

  /** Sends an answer back; of a KPI urges its owner. @throws instruction/due-past (422) */
  sendBack(id: string, { version, text, dueAt }: ReturnInput, by: Doer): Promise<void> {
    return this.act({ id, act: 'return', version, text }, by, async (db, card) => {
      const stays = dueAt ?? (Date.parse(card.dueAt) > this.clock.now() ? card.dueAt : undefined);
      const dueMs = this.due.of(stays);
      await this.due.set(db, { id, dueMs, isDrill: card.isDrill });
      return { returns: 1, dueMs };
    });
  }

  /** @throws instruction/assessment-missing (422): a KPI's loop ends with one, an instruction has none */
  close(id: string, { version, text, assessment }: ClosingInput, by: Doer): Promise<void> {
    return this.act({ id, act: 'close', version, text }, by, async (db, { kind }) => {
      if ((kind === 'kpi') !== (assessment !== undefined))
        throw bad(
          '/assessment',
          'instruction/assessment-missing',
          'the loop of a KPI is closed with an assessment, and only that',
        );
      await this.due.drop(db, id);
      return { assessment };
    });
  }

  private async act(
    { id, act, version, text }: Asked,
    { who, address }: Doer,
    work: (db: PoolClient, card: InstructionCard) => Promise<Omit<queries.Change, 'state'>>,
  ): Promise<void> {
    await this.db.tx(this.db.query, async (db) => {
      const card = await queries.lockInstruction(db, id);
      if (!card) throw unknownInstruction(id);
      if (act === 'answer' && !mayAnswer(card, who)) throw notAsked();
      if (version !== undefined && version !== card.version) throw changedInstruction(card);
      const state = next(card.kind, card.state, act);
      if (state === undefined || !actsOf(card, who).includes(act)) throw notNow(act, card);
      await queries.changeInstruction(db, id, { state, ...(await work(db, card)) });
      if (text !== undefined) await this.say(db, { card, act, by: who.username, text });
      const type = PAST[act];
      await this.audit.record({ actor: who.username, address, action: type, subject: id }, db);
      const after = (await queries.readCard(db, id)) as InstructionCard;
      await this.journal.append(db, [entryOf(type, after, who.username)]);
    });
  }

  private say(
    db: PoolClient,
    { card, act, by, text }: { card: InstructionCard; act: InstructionAct; by: string; text: string },
  ): Promise<void> {
    const message = { id: uuidv7(this.clock.now()), instruction: card.id, act, by, isDrill: card.isDrill };
    return queries.addMessage(db, { ...message, words: this.words.seal(text) });
  }
}

const PAST = {
  answer: 'instruction.answered',
  return: 'instruction.returned',
  close: 'instruction.closed',
} as const;
