import type { HandoverHead } from '@protocol/handover';
import { useI18n } from 'vue-i18n';
import { useCity } from '../../api/city.js';
import { dayTime, shortTime } from '../../time/city-time.js';

/** Names shifts and their hours in the reader's language and the city's time. */
export function useShiftWords() {
  const { locale } = useI18n();
  const { zone } = useCity();
  return {
    nameOf: ({ shift }: Pick<HandoverHead, 'shift'>) => (locale.value === 'en' ? shift.nameEn : shift.nameZh),
    /** 11-22 20:00–08:00. */
    spanOf: ({ from, to }: { from: string; to: string }) =>
      `${dayTime(from, zone.value).slice(0, 11)}–${shortTime(to, zone.value)}`,
    timeOf: (at: string) => dayTime(at, zone.value),
  };
}
