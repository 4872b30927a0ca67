import type { StoredFile } from '@protocol/file';
import { computed, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCity } from '../api/city.js';
import { aboutFile } from '../api/files.js';
import { shownDistance } from '../maps/distance.rules.js';
import { dayTime } from '../time/city-time.js';

/** When and where a photo claims to be taken, in words; empty until it is read. */
export function usePhotoClaims(file: () => string | undefined, at: () => { lon: number | null; lat: number | null }) {
  const { t } = useI18n();
  const { zone } = useCity();
  const about = shallowRef<StoredFile | null>(null);
  watch(
    file,
    async (id) => {
      about.value = null;
      if (id === undefined) return;
      const read = await aboutFile(id).catch(() => null);
      if (file() === id) about.value = read;
    },
    { immediate: true },
  );
  return computed(() => {
    const { value } = about;
    if (!value) return '';
    const when = value.takenAt
      ? t('incidents.photos.taken', { at: dayTime(value.takenAt, zone.value) })
      : t('incidents.photos.takenUnknown');
    const { lon, lat } = at();
    if (value.lon === null || value.lat === null || lon === null || lat === null)
      return `${when} · ${t('incidents.photos.placeUnknown')}`;
    const distance = shownDistance([lon, lat], [value.lon, value.lat]);
    return `${when} · ${t('incidents.photos.away', { distance })}`;
  });
}
