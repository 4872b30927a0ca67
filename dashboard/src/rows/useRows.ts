import { RowQuery, type Rows } from '@protocol/rows';
import { computed, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { exportRows, readRows } from '../api/rows.js';
import { COLUMNS, type Row } from './rows.options.js';

/** Loads the rows behind a query page by page. All pages are of the snapshot of the first one. */
export function useRows(query: MaybeRefOrGetter<string>) {
  const head = shallowRef<Omit<Rows, 'rows' | 'cursor'> | null>(null);
  const rows = shallowRef<readonly Row[]>([]);
  const cursor = shallowRef<string | null>(null);
  const error = shallowRef<unknown>(null);
  const busy = shallowRef(false);
  let abort = new AbortController();

  async function load(from: string | null): Promise<void> {
    const asked = abort;
    busy.value = true;
    try {
      const { rows: page, cursor: next, ...rest } = await readRows(toValue(query), from, asked.signal);
      if (asked.signal.aborted) return;
      error.value = null;
      // Total and asOf are the first page's: a later page belongs to the same snapshot.
      if (from === null) head.value = rest;
      rows.value = from === null ? page : [...rows.value, ...page];
      cursor.value = next;
    } catch (cause) {
      // What is held stays on the screen, with the cause above it.
      if (!asked.signal.aborted) error.value = cause;
    } finally {
      if (asked === abort) busy.value = false;
    }
  }
  function reload(): Promise<void> {
    abort.abort();
    abort = new AbortController();
    return load(null);
  }
  watch(
    () => toValue(query),
    () => void reload(),
    { immediate: true },
  );
  onScopeDispose(() => abort.abort());

  return {
    head,
    rows,
    error,
    busy,
    columns: computed(() => {
      const known = RowQuery.safeParse(new URLSearchParams(toValue(query)).get('query'));
      return known.success ? COLUMNS[known.data] : [];
    }),
    isMore: computed(() => cursor.value !== null),
    more: () => (cursor.value !== null && !busy.value ? load(cursor.value) : Promise.resolve()),
    reload,
    /** Saves all rows of the query as CSV. */
    async save(): Promise<void> {
      const url = URL.createObjectURL(await exportRows(toValue(query)));
      const link = Object.assign(document.createElement('a'), {
        href: url,
        download: `${head.value?.query ?? 'rows'}.csv`,
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },
  };
}
