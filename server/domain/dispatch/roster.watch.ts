import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { RosterGap } from '../../../protocol/facts/dispatch.js';
import type { PostRow } from '../../city/city-rows.js';
import { Posts } from '../../city/posts.js';
import { Units } from '../../city/units.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { gapsOf, occurrences, turnOf, type Span } from './roster.rules.js';
import {
  addGap,
  addShifts,
  lockPosts,
  readGaps,
  readNow,
  readShifts,
  readShiftTurns,
  removeGap,
  saveLaid,
  turnShifts,
  type ShiftSpan,
  type ToldGap,
} from './roster.store.js';
import { addStates } from './units.store.js';

const HOUR_MS = 3_600_000;
/** Turns are written this far ahead, and again when less than a day is left. */
const LAID_AHEAD_MS = 7 * 24 * HOUR_MS;
const LAID_AGAIN_MS = 6 * 24 * HOUR_MS;
const LONGEST_MS = 48 * HOUR_MS;
/** Gaps are told this long before: time enough to find somebody. @source docs/city-profile.md §Units, routing, posts */
export const GAP_AHEAD_MS = 24 * HOUR_MS;

/** Keeps the roster going: writes turns ahead, finds gaps, brings units on shift and off. Each step in the caller's transaction. */
@Injectable()
export class RosterWatch {
  constructor(
    private readonly posts: Posts,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  /** Does what is due and answers the facts of it. */
  async turn(db: PoolClient): Promise<NewEntry[]> {
    const nowMs = await readNow(db);
    await this.layTurns(db, nowMs);
    const gaps = await this.tellGaps(db, nowMs);
    await addStates(
      db,
      this.units.list().map((unit) => unit.id),
    );
    const due = await readShiftTurns(db);
    const shifted = (due.length === 0 ? [] : await turnShifts(db, due)).map(({ unit, onShift, drill }): NewEntry => ({
      fact: { type: 'unit.shifted', unit, onShift },
      subject: unit,
      isDrill: drill,
    }));
    return [...gaps, ...shifted];
  }

  private async layTurns(db: PoolClient, nowMs: number): Promise<void> {
    const known = new Map((await lockPosts(db)).map((post) => [post.id, post.laidMs]));
    const toMs = nowMs + LAID_AHEAD_MS;
    const due = this.posts
      .list()
      .filter((p) => p.people.length > 0 && known.has(p.id) && (known.get(p.id) ?? 0) < nowMs + LAID_AGAIN_MS);
    if (due.length === 0) return;
    const shifts = due.flatMap((post) => this.turnsOf(post, { fromMs: known.get(post.id) ?? nowMs, toMs }));
    await addShifts(db, shifts, 'turns');
    await saveLaid(
      db,
      due.map((post) => post.id),
      toMs,
    );
  }

  /** Shifts that begin in the window; of a post never laid before also the running one. */
  private turnsOf(post: PostRow, window: Span): ShiftSpan[] {
    return occurrences(post.hours, window, this.clock.zone).map((span) => ({
      ...span,
      post: post.id,
      unit: post.unit,
      person: turnOf({ hours: post.hours, people: post.people, zone: this.clock.zone }, span.fromMs),
    }));
  }

  private async tellGaps(db: PoolClient, nowMs: number): Promise<NewEntry[]> {
    const window = { fromMs: nowMs, toMs: nowMs + GAP_AHEAD_MS };
    const shifts = await readShifts(db, around(window));
    const open = this.posts.list().flatMap((post) => gapsIn(post, { window, shifts, zone: this.clock.zone }));
    const told = await readGaps(db);
    const found = open.filter((gap) => !told.some((t) => isSame(t, gap)));
    const closed = told.filter((gap) => !open.some((o) => isSame(gap, o)));
    for (const gap of closed) await removeGap(db, gap);
    for (const gap of found) await addGap(db, gap);
    return [
      ...closed.map((gap) => this.fact('roster.gap-closed', gap)),
      ...found.map((gap) => this.fact('roster.gap-found', gap)),
    ];
  }

  private fact(type: RosterGap['type'], { post, fromMs, toMs }: ToldGap): NewEntry {
    const { district = '-', unit = null } = this.posts.get(post) ?? {};
    const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
    return { fact: { type, post, district, unit, from, to }, subject: post };
  }
}

/** Window in which shifts count: they last two days at most (protocol/roster.ts), and a wanted one may reach over either end. */
export function around({ fromMs, toMs }: Span): Span {
  return { fromMs: fromMs - LONGEST_MS, toMs: toMs + LONGEST_MS };
}

/** Parts of a post's shifts that touch the window and that nobody covers, whole: a gap keeps its beginning while the window moves over it. */
export function gapsIn(post: PostRow, of: { window: Span; shifts: readonly ShiftSpan[]; zone: string }): ToldGap[] {
  const own = of.shifts.filter((shift) => shift.post === post.id);
  return occurrences(post.hours, of.window, of.zone)
    .flatMap((wanted) => gapsOf(wanted, own))
    .filter((gap) => gap.toMs > of.window.fromMs && gap.fromMs < of.window.toMs)
    .map((gap) => ({ ...gap, post: post.id }));
}

/** The same gap: a gap that shrinks or grows at its end is another one, told anew. */
function isSame(a: ToldGap, b: ToldGap): boolean {
  return a.post === b.post && a.fromMs === b.fromMs && a.toMs === b.toMs;
}
