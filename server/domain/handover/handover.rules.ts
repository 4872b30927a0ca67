import { DateTime } from 'luxon';
import type { DutyShift, HandoverAct, HandoverState } from '../../../protocol/handover.js';

/** One occurrence of a shift, epoch milliseconds. */
export interface ShiftWindow {
  shift: string;
  fromMs: number;
  toMs: number;
}

/** Where each act leads, by state; what is not there cannot be done. Checked for states that nothing leads to by a test. */
export const NEXT: Readonly<Record<HandoverState, Readonly<Partial<Record<HandoverAct, HandoverState>>>>> = {
  draft: { compile: 'draft', note: 'draft', give: 'given' },
  given: { 'take-back': 'draft', accept: 'accepted', message: 'given' },
  accepted: { message: 'accepted' },
};

/** Who asks, and what of a handover decides what he may do. */
export interface Standing {
  state: HandoverState;
  givenBy: string | null;
  who: string;
  maySign: boolean;
}

/** What somebody may do with a handover: nobody takes over from himself, and only who handed it over takes it back. */
export function actsOf({ state, givenBy, who, maySign }: Standing): HandoverAct[] {
  if (!maySign) return [];
  const acts = Object.keys(NEXT[state]) as HandoverAct[];
  return acts.filter((act) => (act === 'accept' ? givenBy !== who : act !== 'take-back' || givenBy === who));
}

/** The window of a shift that holds a moment, its end excluded; undefined when the shift does not run then. */
export function windowAt(shift: DutyShift, ms: number, zone: string): ShiftWindow | undefined {
  const day = DateTime.fromMillis(ms, { zone }).startOf('day');
  // A shift past midnight began the day before.
  return [day.minus({ days: 1 }), day].map((d) => windowOn(shift, d)).find((w) => w.fromMs <= ms && ms < w.toMs);
}

/** The shift that hands over next: of those that run, the one that ends first. */
export function runningShift(shifts: readonly DutyShift[], ms: number, zone: string): ShiftWindow | undefined {
  const windows = shifts.flatMap((shift) => windowAt(shift, ms, zone) ?? []);
  return windows.toSorted((a, b) => a.toMs - b.toMs || (a.shift < b.shift ? -1 : 1))[0];
}

/** The window of a shift that ends next after a moment. */
export function nextEnding(shift: DutyShift, ms: number, zone: string): ShiftWindow {
  const day = DateTime.fromMillis(ms, { zone }).startOf('day');
  const windows = [-1, 0, 1, 2].map((days) => windowOn(shift, day.plus({ days })));
  const found = windows.find((w) => w.toMs > ms);
  if (!found) throw new Error(`shift ${shift.id} has no end within two days`);
  return found;
}

/** Grave incidents that nobody has taken and that the incoming side has not named. */
export function unnamed(mustName: readonly string[], named: readonly string[]): string[] {
  const given = new Set(named);
  return mustName.filter((no) => !given.has(no));
}

function windowOn({ id, from, to }: DutyShift, day: DateTime): ShiftWindow {
  const at = (date: DateTime, time: string) =>
    date.set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) });
  const end = to <= from ? day.plus({ days: 1 }) : day;
  return { shift: id, fromMs: at(day, from).toMillis(), toMs: at(end, to).toMillis() };
}
