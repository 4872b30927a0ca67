import { QueueFilter } from '@protocol/incident';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';

/** Running through the queue writes the address once, at the end. */
const WRITE_AFTER_MS = 300;

/** The whole state of the desk in its address: filter `f`, district `d`, search `q`, incident `i` by number. */
export function useDeskUrl() {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '');
  const filter = shallowRef<QueueFilter>('open');
  const district = shallowRef<string | null>(null);
  const q = shallowRef('');
  const no = shallowRef<string | null>(null);

  function read() {
    filter.value = QueueFilter.catch('open').parse(text('f'));
    district.value = text('d') || null;
    q.value = text('q');
    no.value = text('i') || null;
  }
  function write() {
    const query: LocationQueryRaw = { ...route.query };
    const values = { f: filter.value === 'open' ? '' : filter.value, d: district.value, q: q.value, i: no.value };
    for (const [name, value] of Object.entries(values)) {
      if (value) query[name] = value;
      else delete query[name];
    }
    if (route.name === 'desk') void router.replace({ query });
  }
  read();
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch([filter, district, q, no], () => {
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_AFTER_MS);
  });
  // Back and forward, and links into the desk.
  watch(
    () => route.query,
    () => route.name === 'desk' && timer === undefined && read(),
  );
  const stops = [
    // Writing the address now would cancel the way to another screen.
    router.beforeEach((to) => {
      if (to.name !== 'desk') clearTimeout(timer);
    }),
    router.afterEach(() => (timer = undefined)),
  ];
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  });
  return { filter, district, q, no };
}
