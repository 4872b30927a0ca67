import { DateTime } from 'luxon';
import type { NoticeTemplateId, NoticeTemplates } from '../../protocol/notice.js';
import type { Priority } from '../../protocol/observation.js';
import { maskPhones } from '../platform/mask.js';
import { MARKS, PRIORITY_NAMES, TEMPLATES } from './templates.data.js';

/** Where a value is missing. */
const NOTHING = '—';

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

/** Writes the text of a notice. Phone numbers that got into a place are masked. @param zone the city's */
export function render(
  template: NoticeTemplateId,
  filling: Filling,
  { lang, zone }: { lang: Lang; zone: string },
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
  };
  return TEMPLATES[template][lang].replaceAll(/\{(\w+)\}/g, (_, place: string) => values[place] ?? NOTHING);
}

/** Puts in front of a text that it is no real message. */
export function marked(text: string, { lang, isDrill }: { lang: Lang; isDrill: boolean }): string {
  return MARKS[isDrill ? 'drill' : 'demo'][lang] + text;
}

/** All templates with the places they have. */
export function templateList(): NoticeTemplates {
  const templates = Object.entries(TEMPLATES).map(([id, { zh, en }]) => {
    const places = [...new Set([...`${zh}${en}`.matchAll(/\{(\w+)\}/g)].map((m) => m[1] as string))];
    return { id: id as NoticeTemplateId, zh, en, places };
  });
  return { templates };
}
