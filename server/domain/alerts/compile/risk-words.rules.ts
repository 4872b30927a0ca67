import type { AlertCategory } from '../../../../protocol/alert-library.js';
import type { AlertChart, AlertForecast, AlertPlace, AlertRisk } from '../../../../protocol/alert-risk.js';
import type { AlertSentence } from '../../../../protocol/alert-text.js';
import { percent, tenth, type FigureBook } from './figure-book.rules.js';
import { monthEn, monthZh, spanEn, spanZh, yearOf } from './month-names.rules.js';
import type { Period } from './period.rules.js';
import type { Seam } from './ranking.rules.js';

/** What the sentences of a risk are written from. */
export interface Told {
  category: AlertCategory;
  seam: Seam;
  figures: AlertRisk['figures'];
  years: readonly string[];
  forecast: AlertForecast;
  places: readonly AlertPlace[];
  /** Figure of the alarms of its sensors last month; null without sensors. */
  alarms: string | null;
}

/** Writes the sentences of a risk from its figures, in both languages. */
export function riskSentences(book: FigureBook, told: Told, period: Period): AlertSentence[] {
  const said = [
    pastOf(told, period),
    aheadOf(told, period),
    trustOf(book, told),
    trendOf(told),
    placesOf(told),
    alarmsOf(told, period),
    linkOf(book, told),
  ];
  return said
    .filter((pair) => pair !== null)
    .map(([zh, en], i) => book.sentence(`${told.category.id}.${i + 1}`, zh, en));
}

type Pair = readonly [zh: string, en: string];

function pastOf({ figures, years, seam, category: { unit } }: Told, { month, before }: Period): Pair {
  const year = yearOf(before.month);
  const [last, when] = [`{${figures.last}}`, { zh: `${year}年${spanZh(before)}`, en: `${spanEn(before)}, ${year}` }];
  if (figures.mean === null && seam.fit === 'apart')
    return [
      `${when.zh}${last}${unit.zh}，往年${monthZh(month)}按另一口径统计，与现在不可比。`,
      `${when.en}: ${last} ${unit.en}; earlier years were counted in another way and cannot be compared.`,
    ];
  if (figures.mean === null)
    return [
      `${when.zh}${last}${unit.zh}，往年${monthZh(month)}没有记录可比。`,
      `${when.en}: ${last} ${unit.en}; no earlier ${monthEn(month)} is on record.`,
    ];
  const n = years.length;
  return [
    `近${n}年${monthZh(month)}平均{${figures.mean}}${unit.zh}，${when.zh}${last}${unit.zh}。`,
    `The last ${n} years had {${figures.mean}} ${unit.en} in ${monthEn(month)} on average; ${when.en} had ${last}.`,
  ];
}

function aheadOf({ figures, category: { unit } }: Told, { month }: Period): Pair {
  if (figures.expected === null)
    return ['历史数据不足，不作预测。', 'There is too little history for a forecast, and none is given.'];
  const [zh, en] =
    figures.change === null ? ['', ''] : [`，较平均{${figures.change}}`, `, {${figures.change}} against the mean`];
  return [
    `预计${monthZh(month)}{${figures.expected}}${unit.zh}，80%区间{${figures.low}}至{${figures.high}}${unit.zh}${zh}。`,
    `{${figures.expected}} ${unit.en} are expected in ${monthEn(month)}, 80% interval {${figures.low}} to {${figures.high}}${en}.`,
  ];
}

function trustOf(book: FigureBook, { category: { id }, forecast: { backtest } }: Told): Pair | null {
  if (!backtest) return null;
  const note = (name: string, value: number | null, text: (n: number) => string) =>
    `{${book.derived(`${id}.${name}`, value, { part: `risk:${id}`, text })}}`;
  const coverage = note('coverage', backtest.coverage * 100, (n) => `${tenth(n)}%`);
  const skill = note('skill', backtest.skill === null ? null : backtest.skill * 100, percent);
  return [
    `滚动回测：较季节朴素法的改进${skill}，区间命中${coverage}。`,
    `Rolling back-test: ${skill} better than the seasonal naive forecast, ${coverage} inside the interval.`,
  ];
}

function trendOf({ figures }: Told): Pair | null {
  if (figures.trend === null) return null;
  return [
    `近三个月较上年同期{${figures.trend}}。`,
    `The last three months stand at {${figures.trend}} against the same a year ago.`,
  ];
}

function placesOf({ places, category: { unit } }: Told): Pair | null {
  const streets = places.filter(({ kind }) => kind !== 'cell').slice(0, 3);
  if (streets.length === 0) return null;
  const zh = streets.map(({ name, figure }) => `${name.zh}（{${figure}}${unit.zh}）`).join('、');
  const en = streets.map(({ name, figure }) => `${name.en} ({${figure}})`).join(', ');
  return [`近三个月${zh}最集中。`, `In the last three months most came in ${en}.`];
}

function alarmsOf({ alarms }: Told, { before }: Period): Pair | null {
  if (alarms === null) return null;
  return [`${spanZh(before)}监测设备报警{${alarms}}次。`, `Sensors raised {${alarms}} alarms in ${spanEn(before)}.`];
}

function linkOf(book: FigureBook, { seam, years, category: { id } }: Told): Pair | null {
  if (seam.fit !== 'linked' || years.length === 0) return null;
  const link = `{${book.derived(`${id}.link`, seam.factor, { part: `risk:${id}`, text: (n) => n.toFixed(2) })}}`;
  return [
    `往年按另一口径统计，已按两种口径之比${link}折算。`,
    `Earlier years were counted in another way; they are put on today’s footing by the ratio ${link} of the two counts.`,
  ];
}

/** The bars in words, for readers who do not see them. */
export function captionOf(
  book: FigureBook,
  chart: Omit<AlertChart, 'caption'>,
  { unit }: AlertCategory,
): AlertChart['caption'] {
  const known = chart.years.filter(({ value }) => value !== null);
  const text = (lang: 'zh' | 'en') =>
    known.map(({ figure }) => book.figures[figure as string]?.text[lang]).join(lang === 'zh' ? '、' : ', ');
  const years = known.map(({ label }) => label);
  if (known.length === 0) return { zh: '没有往年同月记录。', en: 'No earlier year is on record.' };
  const [zh, en] = chart.ahead
    ? [
        `；预计${book.figures[chart.ahead.figure as string]?.text.zh}${unit.zh}`,
        `; expected ${book.figures[chart.ahead.figure as string]?.text.en}`,
      ]
    : ['', ''];
  return {
    zh: `${years.join('、')}年同月依次为${text('zh')}${unit.zh}${zh}。`,
    en: `The same month of ${years.join(', ')} had ${text('en')} ${unit.en}${en}.`,
  };
}
