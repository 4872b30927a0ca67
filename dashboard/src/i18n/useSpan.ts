import { useI18n } from 'vue-i18n';

const [MINUTE_S, HOUR_S, DAY_S] = [60, 3600, 86_400];

/** Words for a span of whole seconds in its two largest units, e.g. 1 分 10 秒, 24 分, 3 小时 5 分. */
export function useSpan(): (seconds: number) => string {
  const { t } = useI18n();
  const two = (big: [string, number], small: [string, number]) =>
    [big, small]
      .filter(([, n], i) => i === 0 || n > 0)
      .map(([unit, n]) => t(`words.lasting.${unit}`, { n }))
      .join(' ');
  return (s) => {
    if (s < MINUTE_S) return t('words.lasting.s', { n: s });
    if (s < 10 * MINUTE_S) return two(['min', Math.floor(s / MINUTE_S)], ['s', s % MINUTE_S]);
    if (s < HOUR_S) return t('words.lasting.min', { n: Math.floor(s / MINUTE_S) });
    if (s < DAY_S) return two(['h', Math.floor(s / HOUR_S)], ['min', Math.floor((s % HOUR_S) / MINUTE_S)]);
    return two(['d', Math.floor(s / DAY_S)], ['h', Math.floor((s % DAY_S) / HOUR_S)]);
  };
}
