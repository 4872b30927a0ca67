import type { IncidentCard } from '../../../protocol/incident.js';
import type { ReportRule, ReportState } from '../../../protocol/report.js';

/** A report that is to be asked for. Times epoch milliseconds. */
export interface Wanted {
  rule: ReportRule;
  no: number;
  warnMs: number;
  dueMs: number;
}

/** A report that was asked for, as far as decisions need it. */
export interface Known {
  id: string;
  rule: string;
  level: number;
  no: number;
  state: ReportState;
  kind: ReportRule['kind'];
}

/** The incident as a fact shows it, when that was, and its city day. */
export interface Seen {
  card: IncidentCard;
  atMs: number;
  day: string;
}

const MINUTE_MS = 60_000;
/** Share of its time at which a report's lamp turns yellow, as that of any clock. */
const WARN_SHARE = 0.8;
/** Outcomes of an incident that was none: there is nothing to report. */
const NOTHING: readonly (string | null)[] = ['unfounded', 'duplicate', 'invalid', 'permitted'];
/** Kinds that end when the incident does. */
const WHILE_OPEN: readonly string[] = ['followup', 'daily'];

/**
 * Decides which reports an incident asks for now, and which it asks for no more. A level that is set begins its first reports; one that is
 * changed begins those of the new level, counted from the change; a closed incident asks for its final ones; one that was none, or
 * fell below Ⅲ, asks for nothing.
 */
export function decideReports(
  rules: readonly ReportRule[],
  known: readonly Known[],
  seen: Seen,
): { ask: Wanted[]; withdraw: Known[] } {
  const { card } = seen;
  const pending = known.filter((k) => k.state === 'pending');
  const isClosed = card.lane === null;
  if (card.level === null || (isClosed && NOTHING.includes(card.outcome))) return { ask: [], withdraw: pending };
  const withdraw = pending.filter(
    (k) => k.level !== card.level || (isClosed ? WHILE_OPEN.includes(k.kind) : k.kind === 'final'),
  );
  const asks = rules.filter((r) => isFor(r, seen) && (r.kind === 'first' || (isClosed && r.kind === 'final')));
  const isThere = (r: ReportRule) => known.some((k) => k.rule === r.id && k.state !== 'withdrawn');
  const isRegraded = known.some((k) => k.level !== card.level);
  const ask = asks.filter((r) => !isThere(r)).map((r) => begin(r, 1, startOf(r, seen, isRegraded)));
  return { ask, withdraw };
}

/** The reports that follow a submitted one: 续报 and 日报 after a first one (unless they run already), and the next of their own kind. */
export function following(
  rules: readonly ReportRule[],
  known: readonly Known[],
  { done, seen }: { done: Known; seen: Seen },
): Wanted[] {
  if (seen.card.lane === null || done.kind === 'final') return [];
  return rules
    .filter((r) => isFor(r, seen) && WHILE_OPEN.includes(r.kind))
    .filter((r) => (done.kind === 'first' ? !known.some((k) => k.rule === r.id) : r.id === done.rule))
    .map((r) => begin(r, Math.max(0, ...known.filter((k) => k.rule === r.id).map((k) => k.no)) + 1, seen.atMs));
}

function isFor(rule: ReportRule, { card, day }: Seen): boolean {
  const isType = rule.type === null || card.type === rule.type || card.type.startsWith(`${rule.type}.`);
  const isValid = (rule.effectiveFrom ?? day) <= day && day <= (rule.effectiveTo ?? day);
  return rule.level === card.level && isType && isValid;
}

function startOf(rule: ReportRule, { card, atMs }: Seen, isRegraded: boolean): number {
  if (rule.start === 'closed') return card.closedAt === null ? atMs : Date.parse(card.closedAt);
  // It cannot have been late before the new level was known.
  if (isRegraded || rule.start === 'previous') return atMs;
  return Date.parse(rule.start === 'occurred' ? card.occurredAt : card.openedAt);
}

function begin(rule: ReportRule, no: number, startMs: number): Wanted {
  const lengthMs = rule.minutes * MINUTE_MS;
  return { rule, no, warnMs: startMs + Math.round(lengthMs * WARN_SHARE), dueMs: startMs + lengthMs };
}
