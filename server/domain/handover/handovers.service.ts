import { Injectable } from '@nestjs/common';
import type { Handover, HandoverFacts, Handovers } from '../../../protocol/handover.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { maskPhones } from '../../platform/mask.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import * as queries from './handover.queries.js';
import { actsOf, runningShift } from './handover.rules.js';
import { unknownHandover } from './refusals.js';

/** So many are listed: a month of two shifts a day. */
const LISTED = 60;

/** Reads handovers as their reader may see them. */
@Injectable()
export class HandoverBook {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly secret: Secret,
  ) {}

  /** The newest ones, and the shift that hands over next. */
  async list(): Promise<Handovers> {
    const shifts = await queries.readShifts(this.db.query);
    const { ms } = await queries.readMoment(this.db.query);
    const now = runningShift(shifts, ms, this.clock.zone);
    const iso = (at: number) => new Date(at).toISOString();
    return {
      handovers: await queries.readHeads(this.db.query, LISTED),
      running: now ? { shift: now.shift, from: iso(now.fromMs), to: iso(now.toMs) } : null,
    };
  }

  /** One with its contents. @throws handover/unknown (404) */
  async read(id: string, who: Principal): Promise<Handover> {
    const row = await queries.readOne(this.db.query, id);
    if (!row) throw unknownHandover(id);
    const { givenUser, notes, facts, ...head } = row;
    const [versions, messages, mustName] = await Promise.all([
      queries.readVersions(this.db.query, id),
      queries.readMessages(this.db.query, id),
      head.state === 'accepted' ? [] : queries.readMustName(this.db.query),
    ]);
    const maySign = who.permissions['handover.sign'] !== 'none';
    return {
      ...head,
      ...{ versions, mustName, facts: await this.shown(facts, who), notes: this.opened(notes, who) },
      messages: messages.map(({ words, ...m }) => ({ ...m, text: this.opened(words, who) })),
      can: actsOf({ state: head.state, givenBy: givenUser, who: who.username, maySign }),
    };
  }

  /** Titles are those of now and only for who may read text; numbers in them are masked as everywhere. */
  private async shown(facts: HandoverFacts, who: Principal): Promise<HandoverFacts> {
    if (who.permissions['rows.text'] === 'none') return facts;
    const nos = facts.lists.flatMap((list) =>
      list.rows.flatMap((row) => (typeof row['no'] === 'string' ? [row['no']] : [])),
    );
    const words = await queries.readWords(this.db.query, nos);
    const lists = facts.lists.map((list) => ({
      ...list,
      rows: list.rows.map((row) => ({ ...row, ...maskedWords(words.get(String(row['no']))) })),
    }));
    return { ...facts, lists };
  }

  /** Words of people: as written for who may see personal data, else with numbers masked. */
  private opened(sealed: Buffer | null, who: Principal): string {
    if (sealed === null) return '';
    const text = this.secret.open(sealed).toString('utf8');
    return who.permissions['pii.reveal'] === 'none' ? maskPhones(text) : text;
  }
}

function maskedWords(words: { title: string | null; place: string | null } | undefined) {
  if (!words) return {};
  const masked = (text: string | null) => (text === null ? null : maskPhones(text));
  return { title: masked(words.title), place: masked(words.place) };
}
