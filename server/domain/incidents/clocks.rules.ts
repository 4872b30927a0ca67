import type { IncidentCard } from '../../../protocol/incident.js';
import type { Priority } from '../../../protocol/observation.js';
import type { Procedure, ProcedureState } from '../../../protocol/procedure.js';
import type { ClockQuestion, Pause, Runout } from './due-dates.js';
import type { Decision } from './incident.rules.js';

const MINUTE_MS = 60_000;

/** What the clocks of an incident go by; times epoch milliseconds. `pauses` are over, `pausedMs` lasts. */
export interface Clocks {
  clockFromMs: number | null;
  stepFromMs: number;
  pausedMs: number | null;
  pauses: readonly Pause[];
  extraMinutes: number;
}

/** When both clocks of an incident turn yellow and run out; null without a limit, before its start, and while it stands. */
export interface Dues {
  warnMs: number | null;
  dueMs: number | null;
  stepWarnMs: number | null;
  stepDueMs: number | null;
}

type DueAt = (question: ClockQuestion) => Runout | null;
/** `condition`: the filing condition, whose own limit comes before that of the type. */
type Kind = { type: string; priority: Priority; district: string; condition?: string | null };

/** Moves the clocks as a decision says. */
export function moveClocks(before: Clocks, decision: Decision, nowMs: number): Clocks {
  const isOver = decision.pause === 'end' && before.pausedMs !== null;
  const pauses = isOver ? [...before.pauses, { fromMs: before.pausedMs as number, toMs: nowMs }] : before.pauses;
  const anew = decision.whole === 'restart';
  return {
    clockFromMs: decision.whole === 'keep' ? before.clockFromMs : nowMs,
    stepFromMs: decision.step === 'start' ? nowMs : before.stepFromMs,
    pausedMs: decision.pause === 'begin' ? nowMs : decision.pause === 'end' ? null : before.pausedMs,
    pauses: anew ? [] : pauses,
    extraMinutes: anew ? 0 : before.extraMinutes,
  };
}

/** Works out both due times of an incident in a state. What is closed keeps the due time it had: `dueMs` is then asked for as before. */
export function duesOf(
  procedure: Procedure,
  { state, kind, clocks }: { state: ProcedureState; kind: Kind; clocks: Clocks },
  dueAt: DueAt,
): Dues {
  const pauses: Pause[] = [...clocks.pauses];
  if (clocks.pausedMs !== null) pauses.push({ fromMs: clocks.pausedMs, toMs: null });
  const { type, priority, district, condition = null } = kind;
  const ask = { procedure, type, priority, district, condition, pauses };
  const whole = { ...ask, state: null, fromMs: clocks.clockFromMs ?? 0, extraMs: clocks.extraMinutes * MINUTE_MS };
  const due = clocks.clockFromMs === null ? null : dueAt(whole);
  const step = state.lane === null ? null : dueAt({ ...ask, state: state.id, fromMs: clocks.stepFromMs, extraMs: 0 });
  return {
    ...{ warnMs: due?.warnMs ?? null, dueMs: due?.dueMs ?? null },
    ...{ stepWarnMs: step?.warnMs ?? null, stepDueMs: step?.dueMs ?? null },
  };
}

/** Reads the clocks of a locked incident. */
export function clocksOf(locked: Omit<Clocks, 'pausedMs'> & { card: Pick<IncidentCard, 'pausedAt'> }): Clocks {
  const { clockFromMs, stepFromMs, pauses, extraMinutes, card } = locked;
  return {
    clockFromMs,
    stepFromMs,
    pauses,
    extraMinutes,
    pausedMs: card.pausedAt === null ? null : Date.parse(card.pausedAt),
  };
}
