import { DateTime } from 'luxon';
import type { NoticeTemplateId, NoticeTexts } from '../../protocol/notice.js';
import type { Fault } from '../../protocol/problem.js';
import type { Priority } from '../../protocol/observation.js';
import { maskPhones } from '../platform/mask.js';
import { MARKS, PLACES, PRIORITY_NAMES, TEMPLATES } from './templates.data.js';

/** Where a value is missing. */
const NOTHING = '—';
const PLACE = /\{(\w+)\}/g;

export type Lang = 'zh' | 'en';

/** What the texts are filled from. Times RFC 3339; `params` are those of the notice. */
export interface Filling {
  no: string | null;
  type: string | null;
  place: string | null;
  priority: Priority | null;
  unit: string | null;
  dueAt: string | null;
  params: Readonly<Record<string, string>>;
}

/** Writes the text of a notice. Phone numbers that got into a place are masked. @param zone the city's; `text`: the city's own, else the built-in one */
export function render(
  template: NoticeTemplateId,
  filling: Filling,
  { lang, zone, text = TEMPLATES[template][lang] }: { lang: Lang; zone: string; text?: string },
): string {
  const at = (iso: string | null | undefined) =>
    iso ? DateTime.fromISO(iso, { zone }).toFormat('MM-dd HH:mm') : NOTHING;
  const { params } = filling;
  const values: Record<string, string> = {
    no: filling.no ?? NOTHING,
    type: filling.type ?? NOTHING,
    place: maskPhones(filling.place ?? NOTHING),
    priority: filling.priority === null ? '' : PRIORITY_NAMES[filling.priority][lang],
    unit: filling.unit ?? NOTHING,
    due: at(params.dueAt ?? filling.dueAt),
    post: params.post ?? NOTHING,
    from: at(params.from),
    to: at(params.to),
    at: at(params.at),
    month: params.month ?? NOTHING,
    alert: params.alert ?? NOTHING,
    version: params.version ?? NOTHING,
  };
  return text.replaceAll(PLACE, (_, place: string) => values[place] ?? NOTHING);
}

/** Puts in front of a text that it is no real message. */
export function marked(text: string, { lang, isDrill }: { lang: Lang; isDrill: boolean }): string {
  return MARKS[isDrill ? 'drill' : 'demo'][lang] + text;
}

/** The places that texts have, each once. */
export function placesOf({ zh, en }: NoticeTexts): string[] {
  return [...new Set([...`${zh}${en}`.matchAll(PLACE)].map((m) => m[1] as string))];
}

/** Faults of texts: places that this notice cannot fill, and braces that are none. */
export function textFaults(template: NoticeTemplateId, texts: NoticeTexts): Fault[] {
  return (['zh', 'en'] as const).flatMap((lang) => {
    const fault = (detail: string) => ({ pointer: `/${lang}`, code: 'notice-template/unknown-place', detail });
    const unknown = placesOf({ zh: texts[lang], en: '' }).filter((place) => !PLACES[template].includes(place));
    const isLoose = /[{}]/.test(texts[lang].replaceAll(PLACE, ''));
    return [
      ...unknown.map((place) => fault(`{${place}} is none of ${PLACES[template].map((p) => `{${p}}`).join(' ')}`)),
      ...(isLoose ? [fault('a brace that begins or ends no place')] : []),
    ];
  });
}
