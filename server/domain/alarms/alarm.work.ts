import type { ClientBase } from 'pg';
import { isActive, type AlarmCard } from '../../../protocol/alarm.js';
import type { AlarmRule } from '../../../protocol/alarm-rule.js';
import type { NewEntry } from '../../journal/entry.js';
import { uuidv7 } from '../../platform/ids.js';
import {
  begin,
  hide,
  repeat,
  tell,
  turn,
  type Changed,
  type Hiding,
  type Subject,
  type Told,
} from './alarm.card.rules.js';
import { look, type Side } from './alarm.delay.rules.js';
import {
  addActivations,
  readKept,
  readOpen,
  readSuppressions,
  saveAlarms,
  savePoints,
  type Kept,
  type PointRow,
} from './alarm.store.js';

/** One look at one condition. `cause`: the entry that brought what was looked at. */
export interface Look {
  subject: Subject;
  rule: AlarmRule;
  side: Side;
  told: Told;
  cause?: number;
}

interface Step extends Changed {
  rule: AlarmRule | null;
  cause?: number;
  actor?: string;
}

/** The alarms of some subjects while they are changed, in the caller's transaction and under the lock of alarms. */
export class AlarmWork {
  private readonly open = new Map<string, AlarmCard>();
  private readonly points = new Map<string, number>();
  private readonly outages = new Map<string, Hiding>();
  private readonly recent = new Map<string, number[]>();
  private steps: Step[] = [];
  private readonly touched = new Map<string, PointRow>();

  private constructor(
    private readonly db: ClientBase,
    private readonly nowMs: number,
    kept: Kept,
  ) {
    for (const card of kept.open) this.open.set(keyOf(card.subject, card.rule), card);
    for (const { subject, rule, sinceMs } of kept.points)
      if (sinceMs !== null) this.points.set(keyOf(subject, rule), sinceMs);
    for (const { sensor, since, until, by } of kept.outages)
      this.outages.set(sensor, {
        ...{ hidden: 'disabled', hiddenAt: since, hiddenUntil: until, hiddenBy: by, hiddenReason: 'maintenance' },
      });
    for (const { subject, rule, atMs } of kept.recent) this.recentOf(keyOf(subject, rule)).push(atMs);
  }

  /** Reads what is kept of the subjects. `fromMs`: the earliest moment that is looked at. */
  static async of(
    db: ClientBase,
    subjects: readonly string[],
    at: { fromMs: number; nowMs: number },
  ): Promise<AlarmWork> {
    return new AlarmWork(db, at.nowMs, await readKept(db, subjects, at.fromMs));
  }

  /** Looks at a condition; raises, repeats, clears or tells as its delays say. */
  look({ subject, rule, side, told, cause }: Look): void {
    const key = keyOf(subject.subject, rule.id);
    const card = this.open.get(key);
    const before = { active: card !== undefined && isActive(card.state), sinceMs: this.points.get(key) ?? null };
    const { point, turned } = look(before, side, { ms: Date.parse(told.atIso), delays: rule });
    if (point.sinceMs !== before.sinceMs) this.wait(key, { subject: subject.subject, rule: rule.id }, point.sinceMs);
    if (turned && point.active) this.raise(key, { subject, rule, side, told, ...(cause && { cause }) });
    else if (turned && card) this.step(turn(card, 'clear', { iso: told.atIso }), rule, cause);
    else if (card) this.step(tell(card, rule, told), rule, cause);
  }

  /** Clears an alarm whose sensor or rule is there no more. */
  drop(card: AlarmCard, atIso: string): void {
    this.step(turn(card, 'clear', { iso: atIso }), null);
  }

  /** Puts what a command or the clock changed with the rest. */
  take(changed: Changed | null, by: { actor?: string; cause?: number } = {}): void {
    if (changed) this.put({ ...changed, rule: null, ...by });
  }

  /** Writes everything, lets the rules of suppression speak, and answers the facts in order. */
  async finish(ruleOf: (id: string) => AlarmRule | undefined): Promise<NewEntry[]> {
    await this.save();
    await this.suppress();
    await addActivations(
      this.db,
      this.steps.filter((s) => s.activated).map(({ card }) => ({ card, shown: card.hidden === null })),
    );
    const entries = this.steps.map(entryOf);
    const referred = this.steps.flatMap((step) => this.refer(step, step.rule ?? ruleOf(step.card.rule)));
    await saveAlarms(
      this.db,
      referred.map((r) => r.card),
    );
    return [...entries, ...referred.map(referralOf)];
  }

  private raise(key: string, { subject, rule, told, cause }: Look): void {
    const card = this.open.get(key);
    const atMs = Date.parse(told.atIso);
    const times = this.recentOf(key);
    const recent = times.filter((ms) => ms > atMs - 600_000 && ms < atMs).length;
    times.push(atMs);
    const hidden = (subject.sensor !== null && this.outages.get(subject.sensor)) || null;
    const id = uuidv7(this.nowMs);
    this.step(
      card ? repeat(card, told, { rule, recent }) : begin({ id, subject, rule, hidden, recent }, told),
      rule,
      cause,
    );
  }

  private step(changed: Changed | null, rule: AlarmRule | null, cause?: number): void {
    if (changed) this.put({ ...changed, rule, ...(cause !== undefined && { cause }) });
  }

  private put(step: Step): void {
    const key = keyOf(step.card.subject, step.card.rule);
    if (step.card.closedAt === null) this.open.set(key, step.card);
    // A closed one may be followed by another of the same condition, which stays.
    else if (this.open.get(key)?.id === step.card.id) this.open.delete(key);
    this.steps.push(step);
  }

  private wait(key: string, { subject, rule }: { subject: string; rule: string }, sinceMs: number | null): void {
    if (sinceMs === null) this.points.delete(key);
    else this.points.set(key, sinceMs);
    this.touched.set(key, { subject, rule, sinceMs });
  }

  private async save(): Promise<void> {
    await savePoints(this.db, [...this.touched.values()]);
    await saveAlarms(this.db, lastOf(this.steps));
  }

  /** An alarm that is raised and suppressed at once was never shown: its fact says so from the start. */
  private async suppress(): Promise<void> {
    const due = await readSuppressions(this.db);
    if (due.length === 0) return;
    const cards = await readOpen(
      this.db,
      due.map((d) => d.id),
      null,
    );
    const atIso = new Date(this.nowMs).toISOString();
    const byDesign = {
      hidden: 'suppressed',
      hiddenAt: atIso,
      hiddenUntil: null,
      hiddenBy: null,
      hiddenReason: null,
    } as const;
    const changed = new Map<string, AlarmCard>();
    for (const card of cards) {
      const step = due.find((d) => d.id === card.id)?.suppress
        ? hide(card, byDesign)
        : turn(card, 'reveal', { iso: atIso });
      if (!step) continue;
      if (step.what === 'suppressed' && this.raisedHere(card.id)) this.neverShown(card.id, byDesign);
      else this.put({ ...step, rule: null });
      changed.set(card.id, step.card);
    }
    await saveAlarms(this.db, [...changed.values()]);
  }

  private raisedHere(id: string): boolean {
    return this.steps.some((step) => step.activated && step.card.id === id);
  }

  private neverShown(id: string, hiding: Hiding): void {
    this.steps = this.steps.map((step) =>
      step.card.id === id ? { ...step, card: { ...step.card, ...hiding } } : step,
    );
    const last = this.steps.findLast((step) => step.card.id === id);
    if (last) this.open.set(keyOf(last.card.subject, last.card.rule), last.card);
  }

  /** What a rule refers by itself: raised, shown, and not referred before. */
  private refer(step: Step, rule: AlarmRule | undefined) {
    const { card, activated } = step;
    if (!activated || !rule?.refers || rule.incidentType === null) return [];
    const now = this.open.get(keyOf(card.subject, card.rule)) ?? card;
    if (now.hidden !== null || now.referredAt !== null || now.closedAt !== null) return [];
    const next = { ...now, referredAt: new Date(this.nowMs).toISOString(), version: now.version + 1 };
    return [{ card: next, incidentType: rule.incidentType, ...(step.cause !== undefined && { cause: step.cause }) }];
  }

  private recentOf(key: string): number[] {
    const times = this.recent.get(key) ?? [];
    this.recent.set(key, times);
    return times;
  }
}

/** The fact that an alarm is to be reviewed as an incident. */
export function referralOf(of: { card: AlarmCard; incidentType: string; cause?: number; actor?: string }): NewEntry {
  const { card, incidentType, ...by } = of;
  return { fact: { type: 'alarm.referred', incidentType, alarm: card }, ...aboutOf(card), ...by };
}

function entryOf({ card, what, cause, actor }: Step): NewEntry {
  const fact =
    what === 'raised'
      ? ({ type: 'alarm.raised', alarm: card } as const)
      : ({ type: 'alarm.changed', what, alarm: card } as const);
  return { fact, ...aboutOf(card), ...(cause !== undefined && { cause }), ...(actor !== undefined && { actor }) };
}

function aboutOf(card: AlarmCard): Pick<NewEntry, 'subject' | 'source' | 'isDrill'> {
  return { subject: card.id, source: card.source, isDrill: card.isDrill };
}

/** The last state of each alarm, in the order in which they were touched. */
function lastOf(steps: readonly Step[]): AlarmCard[] {
  return [...new Map(steps.map(({ card }) => [card.id, card])).values()];
}

const keyOf = (subject: string, rule: string) => `${subject}\n${rule}`;
