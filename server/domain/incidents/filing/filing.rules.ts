import type { FilingCondition } from '../../../../protocol/filing.js';
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
