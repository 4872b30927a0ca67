import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { GROUPS, type GroupBy, type UnitsFilter } from './units.rules.js';

/** Names in the address: short, because addresses are read out and pasted. */
const NAMES = { organisation: 'o', type: 't', status: 's', district: 'd', q: 'q' } as const;

/** The whole state of the screen in its address: grouping `g`, filters, search `q`, on shift `on`, chosen unit `u`. */
export function useUnitsUrl() {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '');
  const set = (name: string, value: string | undefined) =>
    void router.replace({ query: { ...route.query, [name]: value || undefined } });
  const param = (name: string): WritableComputedRef<string> =>
    computed({ get: () => text(name), set: (value) => set(name, value) });

  const filter = computed((): UnitsFilter => ({
    ...{ organisation: text(NAMES.organisation), type: text(NAMES.type), status: text(NAMES.status) },
    ...{ district: text(NAMES.district), q: text(NAMES.q), onShift: text('on') === '1' },
  }));
  return {
    filter,
    group: computed<GroupBy>({
      get: () => GROUPS.find((by) => by === text('g')) ?? 'organisation',
      set: (by) => set('g', by === 'organisation' ? undefined : by),
    }),
    onShift: computed({ get: () => filter.value.onShift, set: (on: boolean) => set('on', on ? '1' : undefined) }),
    organisation: param(NAMES.organisation),
    type: param(NAMES.type),
    status: param(NAMES.status),
    district: param(NAMES.district),
    q: param(NAMES.q),
    chosen: param('u'),
    /** Takes every filter out; grouping and the chosen unit stay. */
    clear: () =>
      void router.replace({
        query: Object.fromEntries(
          Object.entries(route.query).filter(([k]) => ![...Object.values<string>(NAMES), 'on'].includes(k)),
        ),
      }),
  };
}
