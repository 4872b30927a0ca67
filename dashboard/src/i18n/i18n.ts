import { createI18n } from 'vue-i18n';
import { words as en } from './words.en.js';
import { words as zh } from './words.zh.js';

export type Locale = 'zh-CN' | 'en';
export const LOCALES: readonly Locale[] = ['zh-CN', 'en'];
const KEPT = 'city.locale';

type Messages = Record<string, unknown>;
type Found = Record<string, { messages: Messages }>;
const zhFound = import.meta.glob<{ messages: Messages }>(
  '../{frame,incidents,instructions,rows,ui,screens/*,screens/admin/*}/messages.zh.ts',
  {
    eager: true,
  },
);
const enFound = import.meta.glob<{ messages: Messages }>(
  '../{frame,incidents,instructions,rows,ui,screens/*,screens/admin/*}/messages.en.ts',
  {
    eager: true,
  },
);

/** Messages of a folder stand below its name: `screens/wall/messages.zh.ts` {title} is `wall.title`. */
const byFolder = (found: Found) =>
  Object.fromEntries(Object.entries(found).map(([path, m]) => [path.split('/').at(-2), m.messages]));

export const i18n = createI18n({
  legacy: false,
  locale: keptLocale(),
  fallbackLocale: 'zh-CN',
  messages: {
    'zh-CN': { ...byFolder(zhFound), words: zh },
    en: { ...byFolder(enFound), words: en },
  },
});

/** Switches the language and remembers it in this browser. */
export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
  localStorage.setItem(KEPT, locale);
}

function keptLocale(): Locale {
  const kept = localStorage.getItem(KEPT);
  const locale = LOCALES.find((l) => l === kept) ?? 'zh-CN';
  document.documentElement.lang = locale;
  return locale;
}
