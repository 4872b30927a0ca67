import { useI18n } from 'vue-i18n';

/** Words for why an item was refused: the problem's translation, else its code. */
export function useReason(): (code: string) => string {
  const { t, te } = useI18n();
  return (code) => {
    const key = `words.problem.${code}`;
    return te(key) || te(key, 'zh-CN') ? t(key) : code;
  };
}
