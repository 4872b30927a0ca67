import { useI18n } from 'vue-i18n';
import { detailWords, withoutPointer } from './detail.rules.js';

/** Words for why an item was refused: for its code, and for its detail without the pointer. What has no words stands for itself. */
export function useReason() {
  const { t, te } = useI18n();
  return {
    reason: (code: string): string => {
      const key = `words.problem.${code}`;
      return te(key) || te(key, 'zh-CN') ? t(key) : code;
    },
    detail: ({ pointer, detail }: { pointer: string; detail: string }): string => {
      const text = withoutPointer(detail, pointer);
      const known = detailWords(text);
      if (!known) return text;
      return t(`words.detail.${known.key}`, { n: known.key === 'type' ? t(`words.kind.${known.n}`) : known.n });
    },
  };
}
