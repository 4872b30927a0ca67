import type { CourseLine, Step } from '../../../protocol/incident.js';
import type { Procedure } from '../../../protocol/procedure.js';
import { stateOf } from './procedure.rules.js';

/** Draws the stepper: when each step was first reached, and which one the incident stands in. A side state (hung) stands in the step it left. */
export function stepsOf(procedure: Procedure, course: readonly CourseLine[], state: string): Step[] {
  const reached = new Map<string, string>();
  const arrive = (id: string | null, at: string) => {
    const step = id === null ? null : stateOf(procedure, id).step;
    if (step !== null && !reached.has(step)) reached.set(step, at);
    return step;
  };
  let now: string | null = null;
  for (const line of course) {
    if (line.type === 'incident.opened') now = arrive(procedure.initial, line.at);
    if (line.type === 'incident.moved') now = arrive(line.to, line.at) ?? now;
  }
  const isClosed = stateOf(procedure, state).lane === null;
  const present = procedure.steps.findIndex((step) => step.id === now);
  return procedure.steps.map((step, i) => {
    const at = reached.get(step.id) ?? null;
    if (i === present && !isClosed) return { ...step, at, stands: 'now' };
    return { ...step, at: i > present ? null : at, stands: i > present ? 'ahead' : 'done' };
  });
}
