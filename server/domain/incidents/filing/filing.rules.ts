import type { FilingCondition, FilingConditionInput } from '../../../../protocol/filing.js';
import type { Fault } from '../../../../protocol/problem.js';
import { lastDayBefore } from '../../../platform/validity.rules.js';
import { refuse, type Refusal } from '../guards.rules.js';

/** The conditions that hold on a city day (YYYY-MM-DD). */
export function inForce(conditions: readonly FilingCondition[], day: string): FilingCondition[] {
  return conditions.filter(
    ({ validFrom, validTo }) => (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo),
  );
}

/**
 * By which condition something is filed: the one that is named, or the only one there is. Filing says that it holds; where none does, the incident
 * is not filed but rejected with the reason. @param conditions those of its type that are in force
 */
export function conditionFor(
  conditions: readonly Pick<FilingCondition, 'id'>[],
  said: string | null,
): string | null | Refusal {
  const [only] = conditions;
  if (said === null && conditions.length <= 1) return only?.id ?? null;
  if (conditions.some(({ id }) => id === said)) return said;
  const ids = conditions.map(({ id }) => id).join(', ') || 'none';
  return said === null
    ? refuse(
        422,
        'condition-missing',
        `say in \`condition\` which filing condition holds: ${ids}; where none does, reject it`,
      )
    : refuse(422, 'condition-unknown', `${said} is no filing condition of this type; there are: ${ids}`);
}

/** What a new condition is judged by: those of its type, the city's day, and whether the catalogue has the type. */
interface Known {
  known: readonly FilingCondition[];
  today: string;
  isType: boolean;
}

/** Everything that is wrong with a new condition, each by its field. */
export function faultsOfCondition(input: FilingConditionInput, { known, today, isType }: Known): Fault[] {
  const { type, id, validFrom, validTo, replaces } = input;
  const faults: Fault[] = [];
  const fault = (field: string, code: string, detail: string) =>
    faults.push({ pointer: `/${field}`, code: `filing-condition/${code}`, detail });
  if (!isType) fault('type', 'unknown-type', `the catalogue has no type ${type}`);
  if (known.some((other) => other.id === id))
    fault('id', 'id-taken', `${id} is there; a changed condition has an id of its own`);
  if (validFrom <= today) fault('validFrom', 'not-ahead', `must lie after ${today}: what has held stays as it was`);
  if (validTo !== null && validTo < validFrom) fault('validTo', 'ends-before', 'lies before validFrom');
  const before = known.find((other) => other.id === replaces);
  if (replaces !== null && !before) fault('replaces', 'unknown', `there is no condition ${replaces} of ${type}`);
  const last = before && lastDayBefore(validFrom, { from: before.validFrom, to: before.validTo });
  if (last && 'fault' in last) fault('replaces', 'over', `${replaces} ${last.fault}`);
  return faults;
}
