import { useI18n } from 'vue-i18n';

/** Words for an error: the translated problem code where there is one, else its code. */
export function useProblem() {
  const { t, te } = useI18n();
  return (error: unknown): string => {
    const { code, status } = (error ?? {}) as { code?: unknown; status?: unknown };
    const keys = [String(code), `http/${String(status)}`].map((k) => `words.problem.${k}`);
    const known = keys.find((k) => te(k) || te(k, 'zh-CN'));
    return known ? t(known) : t('words.problem.unknown', { code: typeof code === 'string' ? code : String(error) });
  };
}
