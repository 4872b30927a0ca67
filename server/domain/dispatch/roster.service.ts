import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Permission } from '../../../protocol/identity.js';
import {
  ShiftInput,
  type OnDuty,
  type PostGap,
  type RosterImport,
  type RosterImported,
  type RosterQuery,
  type Shift,
} from '../../../protocol/roster.js';
import { Audit } from '../../identity/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { Principal } from '../../platform/principal.js';
import { invalid, linesOf } from './lines.csv.rules.js';
import { RosterLines } from './roster-lines.service.js';
import { addShifts, readShifts, removeShifts, toShift, type ShiftSpan } from './roster.store.js';
import { around, GAP_AHEAD_MS, gapsIn } from './roster.watch.js';
import type { Span } from './roster.rules.js';

/** City days that a list shows when nobody asks for a span. */
const SHOWN_DAYS = 7;
/** A year and a bit: longer windows would be counted day by day for nothing. */
const LONGEST_WINDOW_MS = 400 * 24 * 3_600_000;

/** Who is on duty, and the lists behind it. */
@Injectable()
export class Roster {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly lines: RosterLines,
    private readonly audit: Audit,
  ) {}

  /** Every post in reach with who is on it now and its gaps of the next 24 hours. */
  async now(who: Principal): Promise<OnDuty> {
    const nowMs = this.clock.now();
    const window = { fromMs: nowMs, toMs: nowMs + GAP_AHEAD_MS };
    const named = nameFor(who);
    const shifts = await readShifts(this.db.query, around(window));
    const posts = this.lines.visible(who).map(({ hours, people: _people, ...post }) => {
      const running = shifts.filter((s) => s.post === post.id && s.fromMs <= nowMs && s.toMs > nowMs);
      const gaps = gapsIn({ ...post, hours, people: [] }, { window, shifts, zone: this.clock.zone });
      return {
        ...post,
        onDuty: running.map(({ person, fromMs, toMs }) => ({
          person: named(person),
          from: isoOf(fromMs),
          to: isoOf(toMs),
        })),
        gaps: gaps.map(({ fromMs, toMs }) => ({ from: isoOf(fromMs), to: isoOf(toMs) })),
      };
    });
    return { at: isoOf(nowMs), posts };
  }

  /** Shifts in reach. */
  async list(asked: RosterQuery, who: Principal): Promise<Shift[]> {
    const visible = new Set(this.lines.visible(who).map((p) => p.id));
    const filter = { post: asked.post ?? null, district: asked.district ?? null };
    const shifts = await readShifts(this.db.query, this.windowOf(asked), filter);
    const named = nameFor(who);
    const found = shifts.filter((shift) => visible.has(shift.post)).map(toShift);
    return found.map((shift) => ({ ...shift, person: named(shift.person) }));
  }

  /** Puts shifts in the place of those of the same posts that begin in the span the lines cover, all or none. @throws input/invalid (422) */
  async import(input: RosterImport, who: Principal, address: string): Promise<RosterImported> {
    const lines = input.shifts ?? linesOf(input.csv ?? '', ShiftInput);
    const isCsv = input.shifts === undefined;
    const placeOf = (n: number) => ({
      pointer: `/${isCsv ? 'csv' : 'shifts'}/${n}`,
      words: isCsv ? `line ${n + 2}, ` : `row ${n + 1}, `,
    });
    const faults = lines.flatMap((line, n) => this.lines.faultsOf(line, { who, ...placeOf(n) }));
    if (faults.length > 0) throw invalid(faults);
    const shifts = lines.map((line) => this.lines.spanOf(line));
    return this.db.tx(this.db.query, async (db) => {
      let replaced = 0;
      for (const [post, span] of spansOf(shifts)) replaced += await removeShifts(db, post, span);
      const written = (await addShifts(db, shifts, 'csv')).length;
      const detail = { written, replaced, posts: [...new Set(shifts.map((s) => s.post))] };
      await this.audit.record({ actor: who.username, action: 'roster.imported', detail, address }, db);
      return { written, replaced };
    });
  }

  /** Hours within a window that nobody mans, by post in reach. */
  async gaps(asked: RosterQuery, who: Principal): Promise<PostGap[]> {
    const window = this.windowOf(asked);
    const shifts = await readShifts(this.db.query, around(window));
    return this.lines
      .visible(who)
      .filter(({ id, district }) => (asked.post ?? id) === id && [asked.district ?? district, '-'].includes(district))
      .flatMap((post) => gapsIn(post, { window, shifts, zone: this.clock.zone }))
      .map(({ post, fromMs, toMs }) => ({ post, from: isoOf(fromMs), to: isoOf(toMs) }));
  }

  private windowOf({ from, to }: RosterQuery): Span {
    const today = DateTime.fromMillis(this.clock.now(), { zone: this.clock.zone }).startOf('day');
    const fromMs = from === undefined ? today.toMillis() : Date.parse(from);
    const toMs = to === undefined ? DateTime.fromMillis(fromMs).plus({ days: SHOWN_DAYS }).toMillis() : Date.parse(to);
    return { fromMs, toMs: Math.min(toMs, fromMs + LONGEST_WINDOW_MS) };
  }
}

/** Who may know the names of those on duty: who works with them, or plans them. A wall shows posts, never persons. */
const NAMES: readonly Permission[] = ['rows.text', 'incidents.act', 'units.manage'];

function nameFor({ permissions }: Principal): (person: string | null) => string | null {
  const may = NAMES.some((permission) => permissions[permission] !== 'none');
  return (person) => (may ? person : null);
}

/** From the first beginning to just after the last, by post. */
function spansOf(shifts: readonly ShiftSpan[]): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const { post, fromMs } of shifts) {
    const known = spans.get(post) ?? { fromMs, toMs: fromMs + 1 };
    spans.set(post, { fromMs: Math.min(known.fromMs, fromMs), toMs: Math.max(known.toMs, fromMs + 1) });
  }
  return spans;
}

const isoOf = (ms: number) => new Date(ms).toISOString();
