import type { AlertChanged } from '../../protocol/facts/alerts.js';
import type { EscalationTarget } from '../../protocol/escalation.js';
import type { Entry } from '../../protocol/facts.js';
import type { NoticeChannel, NoticeState, NoticeTemplateId } from '../../protocol/notice.js';

/** Seconds before the next try, by tries made. Ours: four tries within half a minute, then it is shown as not delivered and tried on for two hours. */
const RETRY_S = [2, 5, 10, 60, 300, 900, 1800, 3600] as const;
/** From this try on a failing notice is shown as not delivered. @source docs/operations.md: sent or shown unsent within 30 s */
const SHOWN_AFTER = 4;

/** Whom a notice is for: one unit, those that have the incident now, whoever is registered for it, the shop it is about, or whom an escalation names. */
export type Target =
  | { kind: 'unit'; unit: string }
  | { kind: 'assigned' }
  | { kind: 'registered' }
  | { kind: 'object' }
  | { kind: 'bound'; of: string };

/** A notice that a fact asks for. `notBefore`: real time; null is now. */
export interface Wanted {
  template: NoticeTemplateId;
  target: Target;
  notBefore: string | null;
  assignment: string | null;
  params: Record<string, string>;
}

/** What a fact means for notices: some to make, and the notices of an assignment to call off, with a correction where they had left. */
export interface Plan {
  wanted: Wanted[];
  callOff: { assignment: string; correct: boolean } | null;
}

/** Works out what a fact means for notices. */
export function planOf({ fact }: Entry): Plan {
  const want = (template: NoticeTemplateId, target: Target, more: Partial<Wanted> = {}): Wanted => ({
    ...{ template, target, notBefore: null, assignment: null, params: {} },
    ...more,
  });
  const plan = (...wanted: Wanted[]): Plan => ({ wanted, callOff: null });
  switch (fact.type) {
    case 'dispatch.assigned': {
      const when = { notBefore: fact.noticeAt, assignment: fact.assignment };
      const unit = want('dispatch-assigned', { kind: 'unit', unit: fact.unit }, when);
      return fact.first ? plan(unit, want('rectify', { kind: 'object' }, when)) : plan(unit);
    }
    case 'dispatch.undone':
    case 'dispatch.withdrawn':
      return { wanted: [], callOff: { assignment: fact.assignment, correct: true } };
    case 'dispatch.returned':
    case 'dispatch.handled':
      return { wanted: [], callOff: { assignment: fact.assignment, correct: false } };
    case 'incident.moved':
      return fact.command === 'return' ? plan(want('incident-returned', { kind: 'registered' })) : plan();
    case 'incident.changed':
      if (fact.what === 'supervised') return plan(want('incident-supervised', { kind: 'assigned' }));
      return fact.what === 'reminded' ? plan(want('incident-reminded', { kind: 'assigned' })) : plan();
    case 'escalation.raised':
      return plan(want('escalation-raised', { kind: 'bound', of: boundOf(fact.to) }));
    case 'report.asked':
    case 'report.late':
      return plan(
        want(
          fact.type === 'report.late' ? 'report-late' : 'report-asked',
          { kind: 'registered' },
          { params: { dueAt: fact.dueAt } },
        ),
      );
    case 'roster.gap-found':
      return plan(
        want('roster-gap', { kind: 'registered' }, { params: { post: fact.post, from: fact.from, to: fact.to } }),
      );
    case 'handover.overdue':
      return plan(want('handover-overdue', { kind: 'registered' }, { params: { from: fact.from, to: fact.to } }));
    default:
      return 'alert' in fact && 'departments' in fact
        ? plan(...alertWants(fact).map(([template, target, more]) => want(template, target, more)))
        : plan();
  }
}

/** What is said when an alert goes on; a correction is told as what is published, and who does the work needs no notice of its steps. */
const ALERT_TEMPLATES: Readonly<Partial<Record<AlertChanged['type'], NoticeTemplateId>>> = {
  'alert.compiled': 'alert-compiled',
  'alert.consulted': 'alert-consulted',
  'alert.reminded': 'alert-reminded',
  'alert.submitted': 'alert-submitted',
  'alert.published': 'alert-published',
  'alert.corrected': 'alert-published',
  'alert.withdrawn': 'alert-withdrawn',
};

/** Departments that are named are told, each by whoever is bound to it; everything else goes to whoever is registered for it. */
function alertWants(fact: AlertChanged): [NoticeTemplateId, Target, Partial<Wanted>][] {
  const template = ALERT_TEMPLATES[fact.type];
  if (template === undefined) return [];
  const targets: Target[] = fact.departments.map((id) => ({ kind: 'bound', of: `department:${id}` }));
  const to: Target[] = targets.length > 0 ? targets : [{ kind: 'registered' }];
  return to.map((target) => [template, target, { params: alertParams(fact) }]);
}

function alertParams({ alert, month, version, dueAt }: AlertChanged): Record<string, string> {
  return { alert, month, version: String(version), ...(dueAt !== null && { dueAt }) };
}

/** What a receiver is bound to, to be told of an escalation: a person, or a post whether or not somebody is on call there. */
function boundOf({ kind, ref }: EscalationTarget): string {
  return `${kind === 'person' ? 'person' : 'post'}:${ref}`;
}

/** The channel that a notice really goes by. Drills stay on the desk, and so does what a demo has no gateway for. */
export function channelFor(
  wanted: NoticeChannel,
  { isDrill, isDemo, configured }: { isDrill: boolean; isDemo: boolean; configured: ReadonlySet<NoticeChannel> },
): NoticeChannel {
  if (isDrill || (isDemo && !configured.has(wanted))) return 'console';
  return wanted;
}

/** What a try came to. `passing`: the same may go well later. */
export type Outcome =
  | { kind: 'sent' | 'delivered'; messageId: string | null }
  | { kind: 'refused'; error: string; passing: boolean; isUncertain: boolean };

/** Where a try leaves a notice. */
export type TriedState = Extract<NoticeState, 'queued' | 'sent' | 'delivered' | 'failed'>;

/** The state after a try, and in how many seconds the next one comes (null: none). @param attempts tries made, this one too */
export function afterTry(outcome: Outcome, attempts: number): { state: TriedState; retryS: number | null } {
  if (outcome.kind !== 'refused') return { state: outcome.kind, retryS: null };
  const retryS = outcome.passing ? (RETRY_S[attempts - 1] ?? null) : null;
  return { state: retryS === null || attempts >= SHOWN_AFTER ? 'failed' : 'queued', retryS };
}

/** The state after a receipt; null when it says nothing new: what was delivered stays so, and what was called off is over. */
export function afterReceipt(state: NoticeState, said: 'delivered' | 'failed'): NoticeState | null {
  if (state === said || state === 'delivered' || state === 'cancelled') return null;
  return said;
}
