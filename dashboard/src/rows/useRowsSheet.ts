import { computed, provide, shallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { OPEN_FIGURE, OPENED_FIGURE, type FigureClick } from '../ui/figure.js';

/** What was clicked last: the wording of the number, kept beside the query in the URL. */
const clicked = shallowRef<FigureClick | null>(null);

/** Offers `OPEN_FIGURE` and `OPENED_FIGURE` to the page below. The open sheet stands in the URL (`?rows=`), so it can be sent to a desk. */
export function useRowsSheet(): void {
  const { query, open } = useOpenRows();
  provide(OPEN_FIGURE, open);
  provide(
    OPENED_FIGURE,
    computed(() => (query.value === null ? null : clicked.value)),
  );
}

/** The open rows sheet: its query, and how to open, change and close it. */
export function useOpenRows() {
  const route = useRoute();
  const router = useRouter();
  const query = computed(() => (typeof route.query['rows'] === 'string' ? route.query['rows'] : null));
  // A key without value leaves the URL.
  const show = (rows: string | undefined) => void router.replace({ query: { ...route.query, rows }, hash: route.hash });
  return {
    query,
    clicked: computed(() => (clicked.value?.query === query.value ? clicked.value : null)),
    open: (click: FigureClick) => {
      clicked.value = click;
      show(click.query);
    },
    /** Changes the query of the open sheet. When it is now the clicked number's newest one, the number is taken over as well. */
    show: (next: string) => {
      const now = clicked.value?.now?.();
      if (clicked.value && now?.query === next) clicked.value = { ...clicked.value, ...now };
      show(next);
    },
    close: () => show(undefined),
  };
}
