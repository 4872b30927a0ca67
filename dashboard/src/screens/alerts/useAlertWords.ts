import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCity } from '../../api/city.js';
import { dayOf, shortTime } from '../../time/city-time.js';
import type { Section } from './alerts.rules.js';

/** How this screen writes sections, times and texts of both languages. */
export function useAlertWords() {
  const { t, te, locale } = useI18n();
  const { zone } = useCity();
  const key = computed<'zh' | 'en'>(() => (locale.value === 'en' ? 'en' : 'zh'));
  return {
    key,
    /** 11-28 10:12 in the city. */
    at: (moment: string | null) =>
      moment === null ? '—' : `${dayOf(moment, zone.value).slice(5)} ${shortTime(moment, zone.value)}`,
    sectionName: ({ id, risk }: Pick<Section, 'id' | 'risk'>) => risk?.name[key.value] ?? t(`alerts.section.${id}`),
    /** Why something is refused, in words where there are some. */
    why: (code: string) => {
      const known = [`alerts.refused.${code}`, `words.problem.${code}`].find((k) => te(k) || te(k, 'zh-CN'));
      return known ? t(known) : code;
    },
    /** What was done, for the log. */
    action: (name: string) => {
      const known = `alerts.log.${name.replace(/^alert\./, '')}`;
      return te(known) || te(known, 'zh-CN') ? t(known) : name;
    },
  };
}
