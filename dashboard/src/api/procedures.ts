import type { Procedure, ProcedureState, Procedures, Transition } from '@protocol/procedure';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { request } from './http.js';

const procedures = shallowRef<readonly Procedure[]>([]);
let loading: Promise<void> | null = null;

/** Loads the procedures once; a failed load is tried again by the next caller. */
export function loadProcedures(): Promise<void> {
  loading ??= request<Procedures>('/api/v1/procedures')
    .then((answer) => void (procedures.value = answer.procedures))
    .catch((error: unknown) => {
      loading = null;
      throw error;
    });
  return loading;
}

/** What tells which version of which procedure an incident goes by. */
export interface ByProcedure {
  procedure: string;
  procedureVersion: number;
}

const index = computed(() => new Map(procedures.value.map((p) => [`${p.id} ${p.version}`, p])));

/** Procedures with the names of their states and moves in the reader's language. Unknown ids stand for themselves. */
export function useProcedures() {
  const { locale } = useI18n();
  const pick = (x: { nameZh: string; nameEn: string } | undefined) =>
    x && (locale.value === 'en' ? x.nameEn || x.nameZh : x.nameZh);
  const of = (by: ByProcedure) => index.value.get(`${by.procedure} ${by.procedureVersion}`);
  const stateOf = (by: ByProcedure, id: string): ProcedureState | undefined =>
    of(by)?.states.find((state) => state.id === id);
  /** The ways a command leads on from a state; more than one where the outcome decides. */
  const waysOf = (by: ByProcedure, from: string, command: string): readonly Transition[] =>
    of(by)?.transitions.filter((way) => way.command === command && way.from.includes(from)) ?? [];
  return {
    load: loadProcedures,
    pick,
    of,
    stateOf,
    waysOf,
    procedureName: (by: ByProcedure) => pick(of(by)) ?? by.procedure,
    stateName: (by: ByProcedure, id: string) => pick(stateOf(by, id)) ?? id,
    /** Name of a move, as the procedure calls it where it leads on from this state. */
    moveName: (by: ByProcedure, from: string, command: string) =>
      pick(waysOf(by, from, command)[0] ?? of(by)?.transitions.find((way) => way.command === command)) ?? command,
  };
}
