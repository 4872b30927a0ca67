import type { InstructionAct, InstructionCard } from '../../../protocol/instruction.js';
import { DomainError } from '../../platform/domain-error.js';

export function unknownInstruction(id: string): DomainError {
  return new DomainError(404, 'instruction/unknown', `no instruction ${id.slice(0, 60)} within your reach`);
}

export function changedInstruction(present: InstructionCard): DomainError {
  const detail = `it is at version ${present.version} now; look at it again`;
  return new DomainError(409, 'instruction/changed', detail, { present });
}

export function notNow(act: InstructionAct, present: InstructionCard): DomainError {
  const detail = `it is ${present.state}: ${act} is not possible now`;
  return new DomainError(409, 'instruction/not-now', detail, { present });
}

export function notAsked(): DomainError {
  return new DomainError(403, 'instruction/not-asked', 'somebody else is asked for this answer');
}

/** A KPI has one loop at a time. */
export function loopRuns(): DomainError {
  return new DomainError(409, 'instruction/loop-runs', 'a loop of this KPI runs already; urge or assess that one');
}

/** What was sent names something that is not there, or a time that is over. */
export function bad(pointer: string, code: string, detail: string): DomainError {
  return new DomainError(422, code, detail, { errors: [{ pointer, code, detail }] });
}
