import type { InjectionKey, Ref } from 'vue';

/** What a numeral stands for. `query` is the query string of `GET /api/v1/rows` whose total equals it. */
export interface FigureClick {
  query: string;
  /** The numeral as it was shown. */
  shown: string;
  /** Words for what is counted, for the sheet's title. */
  label: string;
  /** The same numeral as it stands on the screen now: the sheet says when it has moved on. */
  now?: () => { query: string; shown: string };
}

/** Provided by the page: opens the rows behind a figure. */
export const OPEN_FIGURE: InjectionKey<(click: FigureClick) => void> = Symbol('open figure');

/** Provided by the page: the figure whose rows are open now, so that it can be marked behind the sheet. */
export const OPENED_FIGURE: InjectionKey<Readonly<Ref<FigureClick | null>>> = Symbol('opened figure');

/** Writes a rows query; empty filters are left out, keys keep their order. */
export function rowsQuery(query: string, filters: Record<string, string | number | null | undefined> = {}): string {
  const params = new URLSearchParams({ query });
  for (const [key, value] of Object.entries(filters))
    if (value !== null && value !== undefined && value !== '') params.set(key, String(value));
  return params.toString();
}

const grouped = new Intl.NumberFormat('en-US');

/** A count as shown: 6,128; an unknown one is a dash, never 0. */
export function shownCount(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : grouped.format(value);
}
