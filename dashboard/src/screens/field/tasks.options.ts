import type { AssignmentState } from '@protocol/dispatch';
import type { IncidentCard } from '@protocol/incident';
import { byPressure } from '@protocol/queue';
import type { ActKind } from './outbox/act.js';

export const TABS = ['checks', 'orders', 'campaigns'] as const;
export type TabId = (typeof TABS)[number];

/** A task as the page holds it. Text is null where it may not be read, and always after a start without a network. */
export interface Task {
  id: string;
  assignment: string;
  unit: string;
  state: AssignmentState;
  card: IncidentCard;
  title: string | null;
  place: string | null;
  needsAfter: boolean;
}

/** Where an act leads; the others change nothing of the assignment. */
const LEADS: Partial<Record<ActKind, AssignmentState>> = {
  ...{ accept: 'accepted', arrive: 'arrived', handle: 'handled', return: 'returned' },
};
const OVER: readonly AssignmentState[] = ['handled', 'returned', 'withdrawn', 'undone'];
const HOUR_MS = 3_600_000;

/** 检查任务 are re-inspections of street orders (the shop was told to put it right); everything else given to a team is a work order. */
export function tabOf({ procedure }: Pick<IncidentCard, 'procedure'>): TabId {
  return procedure === 'street-order' ? 'checks' : 'orders';
}

/** The state of an assignment once everything that waits on the phone has been sent. */
export function stateAfter(state: AssignmentState, waiting: readonly ActKind[]): AssignmentState {
  return waiting.reduce<AssignmentState>((now, kind) => LEADS[kind] ?? now, state);
}

/** Whether nothing is left to do for the unit. */
export function isOver(state: AssignmentState): boolean {
  return OVER.includes(state);
}

/** What can be done next, the expected one first. `waiting`: acts on the phone already, which are not offered again. */
export function actsOf(state: AssignmentState, waiting: readonly ActKind[]): ActKind[] {
  const ways: Partial<Record<AssignmentState, ActKind[]>> = {
    assigned: ['accept', 'return'],
    accepted: ['arrive', 'en-route', 'return'],
    arrived: ['handle', 'handling'],
  };
  return (ways[state] ?? []).filter((kind) => !waiting.includes(kind));
}

/** Open ones by their limit, then those that are over, the newest first. */
export function sorted(tasks: readonly Task[]): Task[] {
  return tasks.toSorted(
    (a, b) =>
      Number(isOver(a.state)) - Number(isOver(b.state)) ||
      (isOver(a.state) ? b.card.enteredAt.localeCompare(a.card.enteredAt) : byPressure(a.card, b.card)),
  );
}

/** A limit as the page shows it: what is left (or by how much it is over), and how much of it has gone, 0..1. */
export interface Countdown {
  text: string;
  isOver: boolean;
  gone: number;
  /** Length of the whole, in hours; null when it is not told in hours. */
  hours: number | null;
}

/** Reads a limit at a moment (epoch ms); null without one, or while its clock stands. */
export function countdownOf(
  card: Pick<IncidentCard, 'dueAt' | 'stepDueAt' | 'occurredAt' | 'pausedAt'>,
  nowMs: number,
): Countdown | null {
  const due = card.dueAt ?? card.stepDueAt;
  if (due === null || card.pausedAt !== null) return null;
  const [dueMs, fromMs] = [Date.parse(due), Date.parse(card.occurredAt)];
  const leftMs = dueMs - nowMs;
  const hours = (dueMs - fromMs) / HOUR_MS;
  return {
    text: `${leftMs < 0 ? '+' : ''}${hms(Math.abs(leftMs))}`,
    isOver: leftMs <= 0,
    gone: Math.min(1, Math.max(0, (nowMs - fromMs) / Math.max(1, dueMs - fromMs))),
    hours: card.dueAt !== null && Number.isInteger(hours) ? hours : null,
  };
}

/** 23:06:31, 07:15 below an hour. */
function hms(ms: number): string {
  const s = Math.floor(ms / 1000);
  const parts = s >= 3600 ? [Math.floor(s / 3600), Math.floor((s % 3600) / 60), s % 60] : [Math.floor(s / 60), s % 60];
  return parts.map((n) => String(n).padStart(2, '0')).join(':');
}
