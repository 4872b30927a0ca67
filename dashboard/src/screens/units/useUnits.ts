import type { LiveUnit } from '@protocol/live/units';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCity } from '../../api/city.js';
import { useRouting } from '../../api/forces.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useChannel } from '../../live/useChannel.js';
import type { MapUnit } from '../../maps/map-data.js';
import { rowsQuery } from '../../ui/figure.js';
import { standOf } from '../../units/unit.rules.js';
import { groupUnits, shownUnits, stepFrom, type GroupBy } from './units.rules.js';
import { useUnitsUrl } from './useUnitsUrl.js';

/** The units as the channel tells them, in groups, and which one is looked at. */
export function useUnits() {
  const { t, locale } = useI18n();
  const { load: loadCity, areaName, districts, zone } = useCity();
  const routing = useRouting();
  const clock = useCityClock();
  const url = useUnitsUrl();
  const { state: live, status, code: refusal } = useChannel('units');
  void loadCity().catch(() => undefined);
  void routing.load().catch(() => undefined);

  const all = computed(() => live.value?.units ?? []);
  const shown = computed(() => shownUnits(all.value, url.filter.value));
  const groups = computed(() => groupUnits(shown.value, url.group.value));
  const order = computed(() => groups.value.flatMap((group) => group.units.map((unit) => unit.id)));
  const chosen = computed(() => all.value.find((unit) => unit.id === url.chosen.value) ?? null);
  const isEnglish = computed(() => locale.value === 'en');
  const nameOf = (unit: LiveUnit) => (isEnglish.value ? unit.nameEn || unit.nameZh : unit.nameZh);
  const organisationOf = (unit: LiveUnit) =>
    isEnglish.value ? unit.organisationEn || unit.organisationZh : unit.organisationZh;
  const organisations = computed(
    () => new Map(all.value.map((unit) => [unit.organisationZh, organisationOf(unit)] as const)),
  );
  function groupName(key: string, by: GroupBy): string {
    if (by === 'status') return t(`words.unitStatus.${key}`);
    if (by === 'type') return routing.typeName(key);
    return by === 'district' ? areaName(key) : (organisations.value.get(key) ?? key);
  }
  /** Rows behind a count of the state that is shown. */
  const rowsOf = (query: string, filters: Record<string, string> = {}) =>
    rowsQuery(query, { ...filters, asOf: live.value?.asOf.seq });

  return {
    ...{ live, status, refusal, url, all, shown, groups, chosen, clock, zone, districts, organisations },
    ...{ nameOf, organisationOf, groupName, rowsOf, areaName },
    typeName: routing.typeName,
    fieldName: routing.fieldName,
    types: computed(() => [...new Set(all.value.map((unit) => unit.type))].sort()),
    step: (by: 1 | -1) => (url.chosen.value = stepFrom(order.value, url.chosen.value || null, by) ?? ''),
    onMap: computed((): MapUnit[] =>
      shown.value.flatMap((unit) => {
        const at = unit.at ?? unit.base;
        const offered = unit.id === url.chosen.value;
        return at ? [{ id: unit.id, name: nameOf(unit), at, stands: standOf(unit), offered }] : [];
      }),
    ),
  };
}
export type UnitsScreen = ReturnType<typeof useUnits>;
