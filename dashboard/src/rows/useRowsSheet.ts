import { computed, provide, shallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { OPEN_FIGURE, type FigureClick } from '../ui/figure.js';

/** What was clicked last: the wording of the number, kept beside the query in the URL. */
const clicked = shallowRef<FigureClick | null>(null);

/** Offers `OPEN_FIGURE` to the page below. The open sheet stands in the URL (`?rows=`), so it can be sent to a desk and Back closes it. */
export function useRowsSheet() {
  const sheet = useOpenRows();
  provide(OPEN_FIGURE, sheet.open);
  return sheet;
}

/** The open rows sheet: its query, and how to open and close it. */
export function useOpenRows() {
  const route = useRoute();
  const router = useRouter();
  const query = computed(() => (typeof route.query['rows'] === 'string' ? route.query['rows'] : null));
  return {
    query,
    clicked: computed(() => (clicked.value?.query === query.value ? clicked.value : null)),
    open: (click: FigureClick) => {
      clicked.value = click;
      void router.replace({ query: { ...route.query, rows: click.query }, hash: route.hash });
    },
    // A key without value leaves the URL.
    close: () => void router.replace({ query: { ...route.query, rows: undefined }, hash: route.hash }),
  };
}
