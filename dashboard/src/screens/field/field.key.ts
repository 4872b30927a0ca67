import type { InjectionKey } from 'vue';
import { inject } from 'vue';
import type { Field } from './useField.js';

/** Provided by the page: what it knows and does. */
export const FIELD: InjectionKey<Field> = Symbol('field');

/** The page's state, inside one of its panels. */
export function useFieldPage(): Field {
  const field = inject(FIELD);
  if (!field) throw new Error('a panel of the field page stands outside of it');
  return field;
}
