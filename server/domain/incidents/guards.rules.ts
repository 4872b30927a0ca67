import type { Guard, MoveCommand, Outcome, Transition } from '../../../protocol/procedure.js';

/** What is asked with a move. `untilMs`: epoch milliseconds. */
export interface Asked {
  command: MoveCommand;
  reason: string | null;
  outcome: Outcome | null;
  /** The filing condition that holds, where one is named. */
  condition?: string | null;
  untilMs: number | null;
}

/** What guards look at beside the request. `priorOffences`: of the same object and type within {@link OFFENCE_MONTHS}. */
export interface GuardContext {
  reviewed: boolean;
  extensionPending: boolean;
  afterPhotos: number;
  priorOffences: number;
  nowMs: number;
}

/** Why a command is refused: HTTP status, stable code, and what is true and to be done. */
export interface Refusal {
  status: 403 | 409 | 422;
  code: string;
  detail: string;
}

/** A first offence is one without another of the same kind by the same object in so many months. @source handbook §4.7 (our default) */
export const OFFENCE_MONTHS = 12;

/** Each guard: undefined when it holds. */
const GUARDS: Record<Guard, (asked: Asked, context: GuardContext, transition: Transition) => Refusal | undefined> = {
  reason: ({ reason, command }) =>
    reason === null ? refuse(422, 'reason-missing', `${command} needs a reason; say it in \`reason\``) : undefined,
  reviewed: (_, { reviewed }) =>
    reviewed ? undefined : refuse(409, 'not-reviewed', 'nobody of the centre has reviewed it yet; review it first'),
  'after-photo': (_, { afterPhotos }) =>
    afterPhotos > 0
      ? undefined
      : refuse(
          409,
          'after-photo-missing',
          'there is no photo taken after the work since it was given out; attach one as `after`',
        ),
  outcome: ({ outcome }, _, { outcomes }) =>
    outcome !== null && outcomes.includes(outcome)
      ? undefined
      : refuse(422, 'outcome-missing', `say in \`outcome\` how it ended: ${outcomes.join(', ')}`),
  'first-offence': ({ outcome }, { priorOffences }) =>
    outcome === 'exempt' && priorOffences > 0
      ? refuse(
          409,
          'not-first-offence',
          `the same happened ${priorOffences} times in ${OFFENCE_MONTHS} months; only a first offence is exempt`,
        )
      : undefined,
  until: ({ untilMs }, { nowMs }) =>
    untilMs !== null && untilMs > nowMs
      ? undefined
      : refuse(422, 'until-missing', 'say in `until` when it is looked at again, a time to come'),
  'extension-decided': (_, { extensionPending }) =>
    extensionPending ? refuse(409, 'extension-pending', 'more time was asked for; decide on that first') : undefined,
};

/** Applies the guards of a transition in order; the first that does not hold refuses. */
export function guarded(transition: Transition, asked: Asked, context: GuardContext): Refusal | undefined {
  for (const guard of transition.guards) {
    const refusal = GUARDS[guard](asked, context, transition);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Makes a refusal; its code is `incident/<what>`. */
export function refuse(status: Refusal['status'], what: string, detail: string): Refusal {
  return { status, code: `incident/${what}`, detail };
}
