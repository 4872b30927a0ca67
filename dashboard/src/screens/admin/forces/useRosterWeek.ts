import { computed, ref, shallowRef, watch } from 'vue';
import { useCity } from '../../../api/city.js';
import { readOnDuty } from '../../../api/forces.js';
import { readRoster, saveCsv } from '../../../api/forces-admin.js';
import { queryOf } from '../../../api/query.js';
import { cityLocal, dayAfter } from '../../../time/city-local.js';
import { useLoad } from '../useLoad.js';
import { DAYS, daysFrom, windowOf } from './roster-grid.rules.js';

/** A week of the roster from a day of the city on, of all posts or those of a district. */
export function useRosterWeek() {
  const { zone, load: loadCity } = useCity();
  const day = ref('');
  const district = shallowRef('');
  const { data, fault, load, run } = useLoad(async () => {
    await loadCity();
    const { at, posts } = await readOnDuty();
    day.value ||= cityLocal(at, zone.value).slice(0, 10);
    const { from, to } = windowOf(daysFrom(day.value), zone.value);
    return { at, posts, ...(await readRoster(from, to)) };
  });
  watch(day, (_now, before) => before !== '' && void load());
  const days = computed(() => (day.value ? daysFrom(day.value) : []));
  const posts = computed(
    () => data.value?.posts.filter((post) => !district.value || post.district === district.value) ?? [],
  );
  return {
    ...{ data, fault, load, day, district, days, posts, zone },
    /** Gaps that somebody can still fill. */
    gaps: computed(
      () =>
        data.value?.gaps.filter(
          ({ post, to }) =>
            posts.value.some(({ id }) => id === post) && Date.parse(to) > Date.parse(data.value?.at ?? ''),
        ) ?? [],
    ),
    /** Goes a week on or back. */
    turn: (weeks: 1 | -1) => (day.value = dayAfter(day.value, weeks * DAYS)),
    save: () => run(() => saveCsv(`/api/v1/roster${queryOf(windowOf(days.value, zone.value))}`, 'roster.csv')),
  };
}
