import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { OnDuty, RosterImport, RosterImported, RosterQuery, Shift, ShiftInput } from '../../../protocol/roster.js';
import type { Fault } from '../../../protocol/problem.js';
import type { PostRow } from '../../city/city-rows.js';
import { Posts } from '../../city/posts.js';
import { Units } from '../../city/units.js';
import { Audit } from '../../identity/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { linesOf } from './roster.csv.rules.js';
import { addShifts, readShifts, removeShifts, toShift, type ShiftSpan } from './roster.store.js';
import { around, GAP_AHEAD_MS, gapsIn } from './roster.watch.js';
import type { Span } from './roster.rules.js';

/** City days that a list shows when nobody asks for a span. */
const SHOWN_DAYS = 7;

/** Who is on duty, and the lists behind it. */
@Injectable()
export class Roster {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly posts: Posts,
    private readonly units: Units,
    private readonly audit: Audit,
  ) {}

  /** Every post in reach with who is on it now and its gaps of the next 24 hours. */
  async now(who: Principal): Promise<OnDuty> {
    const nowMs = this.clock.now();
    const window = { fromMs: nowMs, toMs: nowMs + GAP_AHEAD_MS };
    const shifts = await readShifts(this.db.query, around(window));
    const posts = this.visible(who).map(({ hours, people: _people, ...post }) => {
      const running = shifts.filter((s) => s.post === post.id && s.fromMs <= nowMs && s.toMs > nowMs);
      const gaps = gapsIn({ ...post, hours, people: [] }, { window, shifts, zone: this.clock.zone });
      return {
        ...post,
        onDuty: running.map(({ person, fromMs, toMs }) => ({ person, from: isoOf(fromMs), to: isoOf(toMs) })),
        gaps: gaps.map(({ fromMs, toMs }) => ({ from: isoOf(fromMs), to: isoOf(toMs) })),
      };
    });
    return { at: isoOf(nowMs), posts };
  }

  /** Shifts in reach. */
  async list({ from, to, post, district }: RosterQuery, who: Principal): Promise<Shift[]> {
    const today = DateTime.fromMillis(this.clock.now(), { zone: this.clock.zone }).startOf('day');
    const fromMs = from === undefined ? today.toMillis() : Date.parse(from);
    const toMs = to === undefined ? DateTime.fromMillis(fromMs).plus({ days: SHOWN_DAYS }).toMillis() : Date.parse(to);
    const visible = new Set(this.visible(who).map((p) => p.id));
    const filter = { post: post ?? null, district: district ?? null };
    const shifts = await readShifts(this.db.query, { fromMs, toMs }, filter);
    return shifts.filter((shift) => visible.has(shift.post)).map(toShift);
  }

  /** Puts shifts in the place of those of the same posts that begin in the span the lines cover, all or none. @throws input/invalid (422) */
  async import(input: RosterImport, who: Principal, address: string): Promise<RosterImported> {
    const lines = 'csv' in input ? linesOf(input.csv) : input.shifts;
    const faults = lines.flatMap((line, n) => this.faultsOf(line, n));
    if (faults.length > 0)
      throw new DomainError(422, 'input/invalid', faults.map((f) => f.detail).join('; '), { errors: faults });
    const shifts = lines.map((line) => this.spanOf(line));
    return this.db.tx(this.db.query, async (db) => {
      let replaced = 0;
      for (const [post, span] of spansOf(shifts)) replaced += await removeShifts(db, post, span);
      const written = await addShifts(db, shifts, 'csv');
      const detail = { written, replaced, posts: [...new Set(shifts.map((s) => s.post))] };
      await this.audit.record({ actor: who.username, action: 'roster.imported', detail, address }, db);
      return { written, replaced };
    });
  }

  private visible(who: Principal): readonly PostRow[] {
    const districts = districtsOf(who, 'units.read');
    return this.posts.list().filter((p) => districts === null || p.district === '-' || districts.includes(p.district));
  }

  private faultsOf({ post, unit }: ShiftInput, n: number): Fault[] {
    const fault = (field: string, detail: string) => [
      { pointer: `/shifts/${n}/${field}`, code: `roster/unknown-${field}`, detail },
    ];
    if (!this.posts.get(post)) return fault('post', `there is no post ${post}`);
    return unit === undefined || this.units.get(unit) ? [] : fault('unit', `there is no unit ${unit}`);
  }

  private spanOf({ post, person, from, to, unit }: ShiftInput): ShiftSpan {
    const onUnit = unit ?? this.posts.get(post)?.unit ?? null;
    return { post, person, unit: onUnit, fromMs: Date.parse(from), toMs: Date.parse(to) };
  }
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
