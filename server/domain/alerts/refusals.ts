import { DomainError } from '../../platform/domain-error.js';
import type { AlertAct, AlertGate } from '../../../protocol/alert-command.js';
import type { Refusal } from './alert.state.rules.js';

export function unknownAlert(id: string): DomainError {
  return new DomainError(404, 'alert/unknown', `no alert ${id.slice(0, 60)}`);
}

export function changedAlert(seen: number, now: number): DomainError {
  return new DomainError(409, 'alert/changed', `you saw revision ${seen}, it is ${now} now; look again`);
}

/** Nothing of this name in the document: a sentence, a figure, a section, a department, a comment. */
export function unknownPart(pointer: string, detail: string): DomainError {
  return new DomainError(422, 'alert/unknown-part', detail, {
    errors: [{ pointer, code: 'alert/unknown-part', detail }],
  });
}

/** Why an act cannot be done now. Four eyes is 403, everything else a conflict with what is there. */
export function refused(
  act: AlertAct,
  why: Refusal,
  { state, gates }: { state: string; gates: readonly AlertGate[] },
): DomainError {
  if (why === 'own-work')
    return new DomainError(403, 'alert/own-work', `who wrote an alert does not ${act} it; another leader does`);
  if (why === 'not-ready') {
    const errors = gates
      .filter(({ passed }) => !passed)
      .map(({ id, count }) => ({ pointer: `/gates/${id}`, code: 'alert/not-ready', detail: `${id}: ${count} open` }));
    return new DomainError(409, 'alert/not-ready', errors.map((e) => e.detail).join('; '), { errors });
  }
  const detail =
    why === 'first-version' ? 'only the draft of a correction is discarded' : `${act} does not follow ${state}`;
  return new DomainError(409, `alert/${why}`, detail, { present: { state } });
}
