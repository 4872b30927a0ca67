import type { SensorLine } from '@protocol/sensor';
import { useI18n } from 'vue-i18n';
import { useCity } from '../../api/city.js';
import { dayTime } from '../../time/city-time.js';
import { useSpan } from '../../i18n/useSpan.js';
import { shortValue } from './curve.rules.js';

type Named = Pick<SensorLine, 'nameZh' | 'nameEn'>;

/** What is said of sensors, in the reader's language. */
export function useSensorWords() {
  const { t, te, locale } = useI18n();
  const { areaName, sourceName, unitName, zone } = useCity();
  const span = useSpan();
  const isEnglish = () => locale.value === 'en';
  return {
    ...{ areaName, sourceName, unitName },
    nameOf: ({ nameZh, nameEn }: Named) => (isEnglish() ? nameEn || nameZh : nameZh),
    ownerOf: ({ ownerZh, ownerEn }: Pick<SensorLine, 'ownerZh' | 'ownerEn'>) =>
      (isEnglish() ? ownerEn : ownerZh) ?? '—',
    /** What a sensor measures; an unknown metric stands for itself. */
    metricName: (metric: string) => (te(`words.metric.${metric}`) ? t(`words.metric.${metric}`) : metric),
    valueWithUnit: ({ lastValue, unit }: Pick<SensorLine, 'lastValue' | 'unit'>) =>
      lastValue === null ? '—' : `${shortValue(lastValue)} ${unitName(unit)}`,
    time: (at: string | null) => (at === null ? '—' : dayTime(at, zone.value)),
    lasting: (seconds: number | null) => (seconds === null ? '—' : span(Math.round(seconds))),
  };
}
