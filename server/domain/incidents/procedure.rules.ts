import type { Permission } from '../../../protocol/identity.js';
import type { EventLevel } from '../../../protocol/incident.js';
import type { MoveCommand, Procedure, ProcedureState, Transition } from '../../../protocol/procedure.js';

/** The target of a transition that goes back to where the incident was before. */
export const BACK = 'back';
/** With these a person of the centre says yes to an incident. */
export const REVIEWING: ReadonlySet<MoveCommand> = new Set(['accept', 'verify', 'file']);
const OUT_OF_FINAL: ReadonlySet<MoveCommand> = new Set(['reopen', 'unmerge']);
const IN_WORK: ReadonlySet<ProcedureState['lane']> = new Set(['enroute', 'onsite', 'check']);

/** Finds a state. @throws Error for one that the procedure does not have: the row is of another version */
export function stateOf(procedure: Procedure, id: string): ProcedureState {
  const found = procedure.states.find((s) => s.id === id);
  if (!found) throw new Error(`procedure ${procedure.id} v${procedure.version} has no state ${id}`);
  return found;
}

/** The way a command leads from a state; undefined when there is none. */
export function wayFrom(procedure: Procedure, state: string, command: MoveCommand): Transition | undefined {
  return procedure.transitions.find((t) => t.command === command && t.from.includes(state));
}

/** Whose a way is for an incident of this level: any one of these permissions will do. */
export function permissionsOf(way: Transition, level: EventLevel | null): readonly Permission[] {
  const rule = way.byLevel.find(({ levels }) => level !== null && levels.includes(level));
  return rule?.permissions ?? way.permissions;
}

/** The ways out of a state. */
export function waysOut(procedure: Procedure, state: string): Transition[] {
  return procedure.transitions.filter((t) => t.from.includes(state));
}

/** A fault of a procedure, and where in its JSON (RFC 6901). */
export interface ProcedureFault {
  /** What is wrong, as the second half of a problem code. */
  what: string;
  pointer: string;
  detail: string;
}

/** Names every fault of a procedure; empty when incidents can go by it. `held`: permissions that some role has. */
export function faultsOf(procedure: Procedure, held: ReadonlySet<Permission>): string[] {
  return pointedFaultsOf(procedure, held).map(
    ({ detail }) => `procedure ${procedure.id} v${procedure.version}: ${detail}`,
  );
}

/** The same with a pointer to each. */
export function pointedFaultsOf(procedure: Procedure, held: ReadonlySet<Permission>): ProcedureFault[] {
  const named = namingFaults(procedure);
  // A graph with names that lead nowhere cannot be walked.
  const faults = named.length > 0 ? named : [...walkFaults(procedure), ...promiseFaults(procedure)];
  return [...faults, ...roleFaults(procedure, held)];
}

function namingFaults(procedure: Procedure): ProcedureFault[] {
  const ids = procedure.states.map((s) => s.id);
  const steps = new Set(procedure.steps.map((s) => s.id));
  const known = new Set(ids);
  const ways = procedure.transitions.flatMap((t) => t.from.map((from) => `${t.command} from ${from}`));
  return [
    ...twice(ids).map((id) => ({
      pointer: `/states/${ids.lastIndexOf(id)}/id`,
      what: 'doubled',
      detail: `state ${id} is there twice`,
    })),
    ...twice(ways).map((way) => ({ pointer: '/transitions', what: 'doubled', detail: `${way} is there twice` })),
    ...(known.has(procedure.initial)
      ? []
      : [{ pointer: '/initial', what: 'stray', detail: `it begins in ${procedure.initial}, which is no state of it` }]),
    ...procedure.bySource.flatMap((id, i) =>
      known.has(id)
        ? []
        : [{ pointer: `/bySource/${i}`, what: 'stray', detail: `a source may close ${id}, which is no state of it` }],
    ),
    ...procedure.states.flatMap((s, i) =>
      s.step !== null && !steps.has(s.step)
        ? [{ pointer: `/states/${i}/step`, what: 'no-step', detail: `state ${s.id} has no step ${s.step}` }]
        : [],
    ),
    ...procedure.states.flatMap((s, i) =>
      s.clock === clockOf(s)
        ? []
        : [
            {
              pointer: `/states/${i}/clock`,
              what: 'wrong-clock',
              detail: `the clock of ${s.id} must be ${clockOf(s)}`,
            },
          ],
    ),
    ...procedure.transitions.flatMap((t, i) => strayEnds(t, known, `/transitions/${i}`)),
  ];
}

function clockOf({ lane }: ProcedureState): ProcedureState['clock'] {
  if (lane === null) return 'stopped';
  return lane === 'hung' ? 'paused' : 'runs';
}

function strayEnds(t: Transition, known: ReadonlySet<string>, at: string): ProcedureFault[] {
  const stray = (id: string, end: string) =>
    known.has(id)
      ? []
      : [{ pointer: `${at}/${end}`, what: 'stray', detail: `${t.command} names ${id}, which is no state of it` }];
  return [...t.from.flatMap((id) => stray(id, 'from')), ...(t.to === BACK ? [] : stray(t.to, 'to'))];
}

function walkFaults(procedure: Procedure): ProcedureFault[] {
  const at = (id: string) => `/states/${procedure.states.findIndex((s) => s.id === id)}`;
  const of = ({ id }: ProcedureState, what: string, says: string) => ({ what, pointer: at(id), detail: says });
  const reached = reach(procedure, [procedure.initial], () => true);
  const isOpen = (id: string) => stateOf(procedure, id).lane !== null;
  const endless = procedure.states.filter((s) => {
    const ends = reach(procedure, [s.id], (t) => !OUT_OF_FINAL.has(t.command));
    return s.lane !== null && [...ends].every(isOpen);
  });
  const leaky = procedure.states.filter(
    (s) => s.lane === null && waysOut(procedure, s.id).some((t) => !OUT_OF_FINAL.has(t.command)),
  );
  return [
    ...(isOpen(procedure.initial)
      ? []
      : [{ pointer: '/initial', what: 'begins-final', detail: `it begins in the final state ${procedure.initial}` }]),
    ...procedure.states
      .filter((s) => !reached.has(s.id))
      .map((s) => of(s, 'unreachable', `state ${s.id} cannot be reached`)),
    ...procedure.states
      .filter((s) => s.lane !== null && waysOut(procedure, s.id).length === 0)
      .map((s) => of(s, 'dead-end', `state ${s.id} is a dead end: it is open and nothing leads out of it`)),
    ...endless.map((s) => of(s, 'endless', `from state ${s.id} no final state can be reached`)),
    ...leaky.map((s) => of(s, 'leaky', `final state ${s.id} may be left by reopening only`)),
  ];
}

/** What the procedure promises: that nothing unreviewed is in work, that nothing closes without its photo. */
function promiseFaults(procedure: Procedure): ProcedureFault[] {
  const of = (t: Transition) => `/transitions/${procedure.transitions.indexOf(t)}/guards`;
  const unreviewed = reach(procedure, [procedure.initial], (t) => !REVIEWING.has(t.command));
  const inWork = procedure.states.filter((s) => IN_WORK.has(s.lane) && unreviewed.has(s.id));
  const dispatches = procedure.transitions.filter((t) => t.command === 'dispatch');
  const closings = procedure.transitions.filter((t) => t.command === 'close' || t.command === 'feedback');
  return [
    ...(procedure.review
      ? inWork.map((s) => ({
          pointer: `/states/${procedure.states.indexOf(s)}`,
          what: 'unreviewed',
          detail: `state ${s.id} can be reached without review`,
        }))
      : []),
    ...(procedure.review
      ? dispatches
          .filter((t) => !t.guards.includes('reviewed'))
          .slice(0, 1)
          .map((t) => ({ pointer: of(t), what: 'guard-missing', detail: 'dispatch lacks the guard reviewed' }))
      : []),
    ...(procedure.afterPhoto
      ? closings
          .filter((t) => !t.guards.includes('after-photo'))
          .map((t) => ({ pointer: of(t), what: 'guard-missing', detail: `${t.command} lacks the guard after-photo` }))
      : []),
  ];
}

function roleFaults(procedure: Procedure, held: ReadonlySet<Permission>): ProcedureFault[] {
  return procedure.transitions
    .flatMap((t, i) => [
      { t, permissions: t.permissions, at: '', pointer: `/transitions/${i}/permissions` },
      ...t.byLevel.map(({ levels, permissions }, j) => ({
        ...{ t, permissions, at: ` at level ${levels.join(', ')}` },
        pointer: `/transitions/${i}/byLevel/${j}/permissions`,
      })),
    ])
    .filter(({ permissions }) => !permissions.some((p) => held.has(p)))
    .map(({ t, permissions, at, pointer }) => {
      const who = `no role holds ${permissions.join(' or ') || 'anything'}`;
      return { pointer, what: 'nobody-may', detail: `nobody may ${t.command} from ${t.from.join(', ')}${at}: ${who}` };
    });
}

/** The states that can be come to from some, by the ways that `isOpen` lets pass. */
function reach(procedure: Procedure, from: readonly string[], isOpen: (t: Transition) => boolean): Set<string> {
  const reached = new Set(from);
  const waiting = [...from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const t of waysOut(procedure, at).filter(isOpen)) {
      for (const to of t.to === BACK ? before(procedure, at, reached) : [t.to]) {
        if (reached.has(to)) continue;
        reached.add(to);
        waiting.push(to);
      }
    }
  }
  return reached;
}

/** Where `back` may lead: to reached states that lead here. */
function before(procedure: Procedure, to: string, reached: ReadonlySet<string>): string[] {
  const into = procedure.transitions.filter((t) => t.to === to).flatMap((t) => t.from);
  return into.filter((id) => reached.has(id));
}

function twice(words: readonly string[]): string[] {
  return [...new Set(words.filter((word, i) => words.indexOf(word) !== i))];
}
