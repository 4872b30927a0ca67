import type { Attachment, PhotoKind } from '@protocol/incident';
import type { MoveCommand, Outcome, Transition } from '@protocol/procedure';

/** A verdict that the procedure lets the asker give now. `isGood` stands on the left, with the digits in order. */
export interface Verdict {
  command: MoveCommand;
  outcome: Outcome | null;
  isGood: boolean;
  needsReason: boolean;
}

const GOOD: readonly MoveCommand[] = ['check', 'close'];
const BAD: readonly MoveCommand[] = ['rework', 'penalise'];

/** Reads the verdicts out of a procedure's ways from the present state, the good ones first, one for each outcome. */
export function verdictsOf(can: readonly MoveCommand[], ways: readonly Transition[]): Verdict[] {
  return [...GOOD, ...BAD]
    .filter((command) => can.includes(command))
    .flatMap((command) => ways.filter((way) => way.command === command))
    .flatMap(({ command, outcomes, guards }): Verdict[] => {
      const of = { command, isGood: GOOD.includes(command), needsReason: guards.includes('reason') };
      return outcomes.length === 0 ? [{ ...of, outcome: null }] : outcomes.map((outcome) => ({ ...of, outcome }));
    });
}

/** Kinds that show how it was, the best one first: a source's pictures stand in where nobody took one. */
const BEFORE: readonly PhotoKind[] = ['before', 'near', 'far', 'reference'];

/** The photos of both sides, newest first. Papers are on neither. */
export function sidesOf(attachments: readonly Attachment[]): { before: Attachment[]; after: Attachment[] } {
  const newest = attachments.toSorted((a, b) => b.at.localeCompare(a.at));
  const before = BEFORE.flatMap((kind) => newest.filter((a) => a.kind === kind));
  return { before, after: newest.filter((a) => a.kind === 'after') };
}

/** Puts a fresh list into the order of the one that is looked at: what stays keeps its place, what is new comes below. */
export function inPlace<T extends { id: string }>(shown: readonly T[], fresh: readonly T[]): T[] {
  const byId = new Map(fresh.map((item) => [item.id, item]));
  const kept = shown.flatMap(({ id }) => byId.get(id) ?? []);
  const known = new Set(shown.map(({ id }) => id));
  return [...kept, ...fresh.filter(({ id }) => !known.has(id))];
}
