import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** What the address says of the screen: tab, filters, what is chosen. */
export function useAddress() {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '');
  const param = (name: string) =>
    computed({
      get: () => text(name),
      set: (value: string) => void router.replace({ query: { ...route.query, [name]: value || undefined } }),
    });
  const flag = (name: string) => {
    const value = param(name);
    return computed({ get: () => value.value === '1', set: (on: boolean) => (value.value = on ? '1' : '') });
  };
  const tab = param('tab');
  return {
    tab: computed({
      get: () => (tab.value === 'visits' ? 'visits' : 'points'),
      set: (to: 'points' | 'visits') => (tab.value = to === 'visits' ? to : ''),
    }),
    ...{ grade: param('g'), category: param('c'), district: param('d'), q: param('q') },
    ...{ point: param('p'), visit: param('v') },
    ...{ visitOverdue: flag('late'), reviewOverdue: flag('review'), mine: flag('mine') },
  };
}
