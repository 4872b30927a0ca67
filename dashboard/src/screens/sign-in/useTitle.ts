import type { CityTitle } from '@protocol/city';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { request } from '../../api/http.js';

const title = shallowRef<CityTitle | null>(null);

/** Reads the city's public title; without an answer the page says only what it is. */
export async function loadTitle(): Promise<void> {
  title.value = await request<CityTitle>('/api/v1/city/title', { quiet401: true }).catch(() => null);
}

/** The city's names in the reader's language, its zone, and whether all of it is a demo. */
export function useTitle() {
  const { locale, t } = useI18n();
  const isEn = computed(() => locale.value === 'en');
  return {
    centre: computed(() => (isEn.value ? title.value?.centreEn : title.value?.centreZh) || t('words.centre')),
    cityName: computed(() => (isEn.value ? title.value?.nameEn : title.value?.nameZh) ?? ''),
    zone: computed(() => title.value?.tz ?? 'Asia/Shanghai'),
    isDemo: computed(() => title.value?.demo ?? false),
  };
}
