import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { HandoverChanged } from '../../../protocol/facts/handovers.js';
import type { HandoverFacts, HandoverHead } from '../../../protocol/handover.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { uuidv7 } from '../../platform/ids.js';
import { Timers } from '../../timers/timers.js';
import { Figures } from './figures.port.js';
import { FIGURES, REMIND_MINUTES } from './handover.data.js';
import * as queries from './handover.queries.js';
import type { ShiftWindow } from './handover.rules.js';

/** Timers: the draft at a shift's end (subject: the shift), and the reminder of one that nobody has accepted (subject: the handover). */
export const DRAFT = 'handover.draft';
export const REMIND = 'handover.remind';
const MINUTE_MS = 60_000;

/** Writes handovers from the facts of a shift, in the caller's transaction. */
@Injectable()
export class HandoverWriter {
  constructor(
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly figures: Figures,
  ) {}

  /** Counts everything at one moment of the database: each figure with the query that opens exactly its rows. */
  async compile(db: PoolClient, { fromMs, toMs }: Pick<ShiftWindow, 'fromMs' | 'toMs'>): Promise<HandoverFacts> {
    const { seq, ms } = await queries.readMoment(db);
    const [from, until, at] = [fromMs, Math.max(fromMs, Math.min(ms, toMs)), ms].map((x) =>
      new Date(x).toISOString(),
    ) as [string, string, string];
    const moment = { from, until, at, day: this.clock.dayOf(ms) };
    const facts: HandoverFacts = { seq, at, until, figures: [], lists: [] };
    for (const { id, query, filters, rows } of FIGURES) {
      const given = filters(moment);
      const found = await this.figures.read(db, seq, { query, filters: given, rows });
      const link = new URLSearchParams({ query, ...given, asOf: String(seq) }).toString();
      facts.figures.push({ id, total: found.total, query: link });
      if (found.rows.length > 0) facts.lists.push({ id, query, rows: found.rows });
    }
    return facts;
  }

  /** Drafts the handover of a shift; one that is there is answered as it stands, with no facts. */
  async draft(db: PoolClient, window: ShiftWindow, actor?: string): Promise<{ id: string; entries: NewEntry[] }> {
    const known = await queries.findOf(db, window.shift, window.fromMs);
    if (known) return { id: known, entries: [] };
    const facts = await this.compile(db, window);
    const id = await queries.addDraft(db, { ...window, id: uuidv7(this.clock.now()), facts });
    if (id === undefined) return { id: (await queries.findOf(db, window.shift, window.fromMs)) as string, entries: [] };
    await this.timers.set(db, { kind: REMIND, subject: id, dueMs: window.toMs + REMIND_MINUTES * MINUTE_MS });
    const head = (await queries.readOne(db, id)) as HandoverHead;
    return { id, entries: [entryOf('handover.drafted', head, { version: 0, ...(actor && { actor }) })] };
  }
}

/** Puts a fact about a handover on its way. */
export function entryOf(
  type: HandoverChanged['type'],
  { id, shift, from, to, isDrill }: HandoverHead,
  { version, actor }: { version: number; actor?: string },
): NewEntry {
  const fact: HandoverChanged = { type, handover: id, shift: shift.id, from, to, version };
  return { fact, subject: id, isDrill, ...(actor && { actor }) };
}
