import type { AlertDay, AlertDocument } from '../../../../protocol/alert.js';
import type { AlertEvent, AlertText } from '../../../../protocol/alert-library.js';
import type { AlertAdvice } from '../../../../protocol/alert-risk.js';
import type { AlertSentence } from '../../../../protocol/alert-text.js';
import type { FigureBook } from './figure-book.rules.js';
import { dayEn, dayZh, monthEn, monthZh } from './month-names.rules.js';
import { addDays, firstDay, lastDay } from './period.rules.js';

/** A listed day of the city's calendar. */
export interface ListedDay {
  day: string;
  kind: 'workday' | 'rest';
  name: string;
  source: string;
}

/** English names of China's public holidays; others keep their Chinese name. */
const HOLIDAYS_EN: Readonly<Record<string, string>> = {
  元旦: 'New Year',
  春节: 'Spring Festival',
  清明节: 'Tomb-Sweeping Day',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
  '国庆节、中秋节': 'National Day and Mid-Autumn Festival',
};

/** Holidays and events that touch a month, in their order. Days of one holiday that follow each other are one span, cut to the month. */
export function daysOf(month: string, listed: readonly ListedDay[], events: readonly AlertEvent[]): AlertDay[] {
  const [first, last] = [firstDay(month), lastDay(month)];
  const inMonth = (day: string) => day >= first && day <= last;
  const holidays: AlertDay[] = [];
  for (const { day, name, source } of listed.filter((d) => d.kind === 'rest' && inMonth(d.day)).sort(byDay)) {
    const open = holidays.at(-1);
    if (open?.name.zh === name && addDays(open.to, 1) === day) open.to = day;
    else
      holidays.push({ from: day, to: day, name: { zh: name, en: HOLIDAYS_EN[name] ?? name }, kind: 'holiday', source });
  }
  const known = events.flatMap(({ name, kind, source, from, to }) => {
    const span = spanIn(month, from, to);
    return span ? [{ ...span, name, kind, source }] : [];
  });
  return [...holidays, ...known].sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : a.name.zh < b.name.zh ? -1 : 1,
  );
}

/** What the season and the calendar bring: texts of the library for the month, and its days. */
export function outlookOf(
  book: FigureBook,
  { month, days, texts }: { month: string; days: AlertDay[]; texts: readonly AlertText[] },
): AlertDocument['outlook'] {
  const lines = textsFor(texts, 'outlook', null, month).map(({ zh, en }, i): AlertSentence => ({
    id: `outlook.${i + 1}`,
    zh,
    en,
    pattern: null,
    figures: [],
    edited: null,
  }));
  if (days.length === 0) return { sentences: lines, days };
  const zh = days.map(
    ({ name, from, to }) => `${name.zh}（${from === to ? dayZh(from) : `${dayZh(from)}至${dayZh(to)}`}）`,
  );
  const en = days.map(
    ({ name, from, to }) => `${name.en} (${from === to ? dayEn(from) : `${dayEn(from)} to ${dayEn(to)}`})`,
  );
  const calendar = book.sentence(
    `outlook.${lines.length + 1}`,
    `${monthZh(month)}的重要时段：${zh.join('、')}。`,
    `Days to mind in ${monthEn(month)}: ${en.join(', ')}.`,
  );
  return { sentences: [...lines, calendar], days };
}

/** Advice of the library for a category (null: for all) in a month; citizens first. */
export function adviceOf(texts: readonly AlertText[], category: string | null, month: string): AlertAdvice[] {
  return (['citizens', 'units'] as const).flatMap((to) =>
    textsFor(texts, to, category, month).map(({ id, version, zh, en }) => ({
      ...{ id: `${category ?? 'all'}.${id}`, to, zh, en, from: { text: id, version } },
    })),
  );
}

function textsFor(
  texts: readonly AlertText[],
  kind: AlertText['kind'],
  category: string | null,
  month: string,
): AlertText[] {
  const index = Number(month.slice(5, 7));
  return texts.filter((t) => !t.retired && t.kind === kind && t.category === category && t.months.includes(index));
}

/** A span of every year (MM-DD) or of one (YYYY-MM-DD), as far as it lies in the month; null outside. */
function spanIn(month: string, from: string, to: string): { from: string; to: string } | null {
  const year = month.slice(0, 4);
  const full = (day: string) => (day.length === 5 ? `${year}-${day}` : day);
  const [first, last] = [firstDay(month), lastDay(month)];
  const [a, b] = [full(from), full(to)];
  if (b < first || a > last || a > b) return null;
  return { from: a < first ? first : a, to: b > last ? last : b };
}

const byDay = (a: { day: string }, b: { day: string }) => (a.day < b.day ? -1 : 1);
