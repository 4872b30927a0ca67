import type { Area, CatalogueType, City, Source, VitalSign } from '@protocol/city';
import { NO_DISTRICT } from '@protocol/geo';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { request } from './http.js';

/** The city's names, types, sources and zone, loaded once. */
export const city = shallowRef<City | null>(null);
let loading: Promise<City> | null = null;

/** Loads the city once; a failed load is tried again by the next caller. */
export function loadCity(): Promise<City> {
  loading ??= request<City>('/api/v1/city')
    .then((answer) => (city.value = answer))
    .catch((error: unknown) => {
      loading = null;
      throw error;
    });
  return loading;
}

/** Forgets the loaded city and loads it again, e.g. after a source was registered. */
export function reloadCity(): Promise<City> {
  loading = null;
  return loadCity();
}

const index = computed(() => ({
  areas: new Map<string, Area>(city.value?.areas.map((a) => [a.code, a])),
  types: new Map<string, CatalogueType>(city.value?.types.map((t) => [t.code, t])),
  sources: new Map<string, Source>(city.value?.sources.map((s) => [s.id, s])),
  vitals: new Map<string, VitalSign>(city.value?.vitals.map((v) => [v.id, v])),
}));

/** The city with its names in the reader's language. Unknown codes stand for themselves. */
export function useCity() {
  const { locale, t, te } = useI18n();
  const pick = (x: { nameZh: string; nameEn: string } | undefined) =>
    x && (locale.value === 'en' ? x.nameEn || x.nameZh : x.nameZh);
  const zone = computed(() => city.value?.tz ?? 'Asia/Shanghai');
  return {
    city,
    zone,
    load: loadCity,
    districts: computed(() => city.value?.areas.filter((a) => a.level === 'district') ?? []),
    cityName: computed(() => pick(city.value ?? undefined) ?? ''),
    centreName: computed(() =>
      city.value ? (locale.value === 'en' ? city.value.centreEn : city.value.centreZh) : t('words.centre'),
    ),
    areaName: (code: string) =>
      code === NO_DISTRICT ? t('words.noDistrict') : (pick(index.value.areas.get(code)) ?? code),
    typeName: (code: string) => pick(index.value.types.get(code)) ?? otherName(code, t),
    /** A type, or everything below a prefix of types (`nat.flood`, `street.`): the first of them and how many there are. */
    typesName: (prefix: string) => {
      const below = typesBelow(prefix, city.value?.types ?? []);
      const [first] = below;
      if (!first) return pick(index.value.types.get(prefix)) ?? otherName(prefix, t);
      return t('words.typesBelow', { first: pick(first) ?? first.code, n: below.length }, below.length);
    },
    sourceName: (id: string) => pick(index.value.sources.get(id)) ?? id,
    /** Units are symbols; the few Chinese ones have words. */
    unitName: (unit: string) => (te(`words.unit.${unit}`) ? t(`words.unit.${unit}`) : unit),
    vitalName: (id: string) => pick(index.value.vitals.get(id)) ?? id,
    typeOf: (code: string) => index.value.types.get(code),
    sourceOf: (id: string) => index.value.sources.get(id),
    vitalOf: (id: string) => index.value.vitals.get(id),
  };
}

/** The types that a prefix stands for; none when it is a type itself. */
function typesBelow(prefix: string, types: readonly CatalogueType[]): CatalogueType[] {
  if (types.some((type) => type.code === prefix)) return [];
  const start = prefix.endsWith('.') ? prefix : `${prefix}.`;
  return types.filter((type) => type.code.startsWith(start));
}

/** `<stream>.other` is what a source's unknown type becomes. */
function otherName(code: string, t: (key: string) => string): string {
  const stream = /^(incident|complaint|risk)\.other$/.exec(code)?.[1];
  return stream ? t(`words.other.${stream}`) : code;
}
