import type { AlertDocument } from '../../../../protocol/alert.js';
import type { AlertEvent, AlertSettings, AlertText } from '../../../../protocol/alert-library.js';
import type { AlertSentence } from '../../../../protocol/alert-text.js';
import type { AlertRisk } from '../../../../protocol/alert-risk.js';
import { whole, type FigureBook } from './figure-book.rules.js';
import { monthEn, monthZh, spanEn, spanZh, yearOf } from './month-names.rules.js';
import { adviceOf, daysOf, outlookOf, type ListedDay } from './outlook.rules.js';
import type { Period } from './period.rules.js';
import type { Weighed } from './ranking.rules.js';

/** Everything a document is put together from. */
export interface Material {
  order: { id: string; month: string; compile: number; version: number; correction: AlertDocument['correction'] };
  period: Period;
  settings: AlertSettings;
  book: FigureBook;
  texts: readonly AlertText[];
  events: readonly AlertEvent[];
  found: Pick<AlertDocument, 'risks' | 'checked'> & AlertDocument['map'];
  /** All kinds of risk that anything was counted of, not only those that lead. */
  candidates: readonly Weighed[];
  city: { code: string; nameZh: string; nameEn: string; centreZh: string; centreEn: string } | null;
  listed: readonly ListedDay[];
  compiledAt: string;
  seq: number;
  rows: number;
  hash: string;
}

/** Puts the document together. Says nothing that is not counted, of the library, or of the calendar. */
export function documentOf(material: Material): AlertDocument {
  const { order, period, settings, book, texts, found, city } = material;
  const { month } = order;
  const name = { zh: city?.nameZh ?? '', en: city?.nameEn ?? '' };
  const { risks, cells, districts, checked } = found;
  const year = yearOf(month);
  return {
    ...{ id: order.id, kind: 'monthly', month, version: order.version, correction: order.correction },
    no: `安全提示〔${year}〕${Number(month.slice(5, 7))}号`,
    ...{ city: { code: city?.code ?? '', name }, issuer: { zh: city?.centreZh ?? '', en: city?.centreEn ?? '' } },
    title: { zh: `${year}年${monthZh(month)}城市安全风险提示`, en: `City safety alert, ${monthEn(month)} ${year}` },
    ...{ validFrom: period.first, validTo: period.last },
    summary: summaryOf(book, risks, period),
    outlook: outlookOf(book, { month, days: daysOf(month, material.listed, material.events), texts }),
    ...{ risks, map: { districts, cells }, advice: adviceOf(texts, null, month), checked, hotlines: settings.hotlines },
    inputs: {
      ...{ compile: order.compile, compiledAt: material.compiledAt, seq: material.seq, countedTo: period.countedTo },
      ...{ rows: material.rows, hash: material.hash, method: methodOf(book, material) },
    },
    figures: book.figures,
  };
}

function summaryOf(book: FigureBook, risks: readonly AlertRisk[], { month, before }: Period): AlertSentence[] {
  if (risks.length === 0)
    return [
      book.sentence('summary.1', '没有足够的记录，无法排出重点风险。', 'Too little is on record to rank any risk.'),
    ];
  const parts = risks.map(({ id }) => `risk:${id}`);
  const days = { part: parts, fromDay: before.from, toDay: before.to };
  const n = book.derived('all.risks', risks.length, { ...days, text: whole });
  const sum = risks.reduce((total, { figures }) => total + (book.figures[figures.last]?.value ?? 0), 0);
  const last = book.counted('all.last', sum, days);
  const zh = risks.map(({ name }) => name.zh).join('、');
  const en = risks.map(({ name }) => name.en).join('; ');
  const year = yearOf(before.month);
  return [
    book.sentence(
      'summary.1',
      `${monthZh(month)}重点防范{${n}}类风险：${zh}。`,
      `{${n}} risks lead ${monthEn(month)}: ${en}.`,
    ),
    book.sentence(
      'summary.2',
      `${year}年${spanZh(before)}这些风险共记录{${last}}起。`,
      `${spanEn(before)}, ${year}: {${last}} events of these risks were recorded.`,
    ),
    ...highestOf(book, risks, month),
  ];
}

/** The risk that is expected to grow most against its mean, when one is expected to grow at all. */
function highestOf(book: FigureBook, risks: readonly AlertRisk[], month: string): AlertSentence[] {
  const changeOf = ({ figures }: AlertRisk) =>
    figures.change === null ? -Infinity : (book.figures[figures.change]?.value ?? -Infinity);
  const [most] = [...risks].sort((a, b) => changeOf(b) - changeOf(a));
  if (!most || changeOf(most) <= 0) return [];
  const [zh, en] = [most.name.zh, most.name.en];
  return [
    book.sentence(
      'summary.3',
      `预计${monthZh(month)}增幅最大的是${zh}，较历年同月平均{${most.figures.change}}。`,
      `${en} are expected to grow most in ${monthEn(month)}: {${most.figures.change}} against the mean of that month.`,
    ),
  ];
}

function methodOf(book: FigureBook, { candidates, period, settings }: Material): AlertSentence[] {
  const began = candidates.map(({ history }) => history.began).sort()[0] ?? period.countedTo;
  return [
    book.sentence(
      'method.1',
      `计数取自${began}至${period.countedTo}的本市记录（接入前的日汇总与接入后的逐条记录），演练不计。`,
      `Counts are the city’s own records from ${began} to ${period.countedTo} (daily aggregates before the service, single records since); drills are left out.`,
    ),
    book.sentence(
      'method.2',
      `在${candidates.length}类风险中按“预计次数×严重程度×趋势”排序；严重程度为近${settings.trendDays}天各级优先级的加权平均，趋势为近${settings.trendDays}天与上年同期之比。`,
      `${candidates.length} kinds of risk are ranked by expected number x severity x trend; severity is the weighted mean of priorities over ${settings.trendDays} days, trend those days against the same a year ago.`,
    ),
    book.sentence(
      'method.3',
      '预测区间为80%，由以往预测的误差得出；历史不足时不作预测。',
      'Intervals are 80% and come from the misses of past forecasts; with too little history there is no forecast.',
    ),
  ];
}
