import type { Fault } from '@protocol/problem';
import { useI18n } from 'vue-i18n';
import { detailWords } from './detail.rules.js';

/** One fault of a request in words: where, and what is wrong. */
export interface FaultWords {
  at: string;
  what: string;
}

/** Words for the single faults of a refused request; a row of a file is named by its line, as an editor counts. */
export function useFaults(): (error: unknown) => FaultWords[] {
  const { t, te } = useI18n();
  const whereOf = (pointer: string) => {
    const [list = '', n, field = ''] = pointer.split('/').slice(1);
    if (n === undefined) return te(`words.field.${list}`) ? t(`words.field.${list}`) : list;
    // Not a row of a list but a field within the body.
    if (!/^\d+$/.test(n))
      return te(`words.field.${n}`) ? t(`words.field.${n}`) : [list, n, field].filter(Boolean).join(' · ');
    const place =
      list === 'csv' ? t('words.fault.line', { n: Number(n) + 2 }) : t('words.fault.row', { n: Number(n) + 1 });
    return field ? `${place} · ${field}` : place;
  };
  const whatOf = ({ code, detail }: Fault) => {
    if (te(`words.problem.${code}`)) return t(`words.problem.${code}`);
    const text = detail.replace(/^(line|row) \d+, [^:]*: /, '');
    const known = detailWords(text);
    return known ? t(`words.detail.${known.key}`, { n: known.n }) : text;
  };
  return (error) => {
    const { errors } = (error ?? {}) as { errors?: readonly Fault[] };
    return (errors ?? []).map((fault) => ({ at: whereOf(fault.pointer), what: whatOf(fault) }));
  };
}
