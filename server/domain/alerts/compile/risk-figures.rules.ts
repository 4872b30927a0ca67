import type { AlertChart, AlertForecast, AlertPoint, AlertRisk } from '../../../../protocol/alert-risk.js';
import type { Forecast } from '../../../../protocol/forecast.js';
import { percent, tenth, whole, type FigureBook } from './figure-book.rules.js';
import { growthOf, meanOf, monthlyOf, sumOver, type History } from './history.rules.js';
import { addDays, type Period } from './period.rules.js';
import type { Seam } from './ranking.rules.js';

const MONTHS_SHOWN = 36;

/** What is known of a risk in numbers: as it was counted, and as it can be compared. */
export interface Measured {
  id: string;
  counted: History;
  history: History;
  seam: Seam;
  forecast: Forecast;
  trendDays: number;
}

/** Notes the figures of a risk; what is not known has none. `years`: ids of the earlier years that are known. */
export function measure(
  book: FigureBook,
  { id, counted, history, seam, forecast, trendDays }: Measured,
  period: Period,
): { figures: AlertRisk['figures']; years: string[]; growth: number | null } {
  const part = `risk:${id}`;
  const { before, earlier } = period;
  const days = ({ from, to }: { from: string; to: string }) => ({ part, fromDay: from, toDay: to });
  const last = book.counted(`${id}.last`, sumOver(counted, before.from, before.to) ?? 0, days(before));
  const known = meanOf(history, earlier);
  // A month counted in another way is shown in the words of today, and opens what it was worked out from.
  const years = (known?.known ?? []).map((span) =>
    seam.fit === 'linked' && seam.from !== null && span.from < seam.from
      ? book.derived(yearId(id, span.month), sumOver(history, span.from, span.to), { ...days(span), text: whole })
      : book.counted(yearId(id, span.month), sumOver(counted, span.from, span.to) as number, days(span)),
  );
  const [oldest, newest] = [known?.known[0], known?.known.at(-1)];
  const opened = oldest && newest ? { part, fromDay: oldest.from, toDay: newest.to } : { part };
  const mean = known ? book.derived(`${id}.mean`, known.mean, { ...opened, text: tenth }) : null;
  const growth = known && forecast.total && known.mean > 0 ? forecast.total.value / known.mean : null;
  const change = growth === null ? null : book.derived(`${id}.change`, (growth - 1) * 100, { part, text: percent });
  return {
    figures: {
      last,
      mean,
      change,
      trend: trendOf(book, { id, history, trendDays }),
      ...expectedOf(book, id, forecast),
    },
    years,
    growth,
  };
}

/** Id of the figure of one earlier month. */
export const yearId = (risk: string, month: string) => `${risk}.in-${month}`;

function trendOf(
  book: FigureBook,
  { id, history, trendDays }: Pick<Measured, 'id' | 'history' | 'trendDays'>,
): string | null {
  const growth = growthOf(history, trendDays);
  if (!growth) return null;
  const toDay = addDays(history.began, history.counts.length - 1);
  const value = (growth.now / growth.then - 1) * 100;
  return book.derived(`${id}.trend`, value, { part: `risk:${id}`, fromDay: growth.thenFrom, toDay, text: percent });
}

function expectedOf(
  book: FigureBook,
  id: string,
  { total }: Forecast,
): Pick<AlertRisk['figures'], 'expected' | 'low' | 'high'> {
  if (!total) return { expected: null, low: null, high: null };
  const note = (name: keyof typeof total, as: string) =>
    book.derived(`${id}.${as}`, total[name], { part: `risk:${id}`, text: whole });
  return { expected: note('value', 'expected'), low: note('low', 'low'), high: note('high', 'high') };
}

/** The forecast with its back-test as the document keeps it. */
export function forecastOf({ missing, total, history, backtest }: Forecast, asOf: string): AlertForecast {
  const { steps: days, ...known } = history;
  return {
    missing: total ? missing : (missing ?? 'too-short'),
    total,
    history: { ...known, days },
    backtest: total ? backtest : null,
    asOf,
  };
}

/** The bars of a risk, each with the figure that opens its rows. */
export function chartOf(
  book: FigureBook,
  { id, history, forecast }: Pick<Measured, 'id' | 'history' | 'forecast'>,
  period: Period,
): Omit<AlertChart, 'caption'> {
  const bar = (month: string, label: string, figure: string | null): AlertPoint => ({
    ...{ label, month, figure, value: figure === null ? null : (book.figures[figure]?.value ?? null) },
    ...{ low: null, high: null },
  });
  const { total } = forecast;
  const year = period.month.slice(0, 4);
  const bars = period.earlier.map(({ month }) => {
    const figure = yearId(id, month);
    return bar(month, month.slice(0, 4), figure in book.figures ? figure : null);
  });
  return {
    before: bar(period.before.month, String(Number(period.before.month.slice(5))), `${id}.last`),
    years: bars,
    ahead: total && { ...bar(period.month, year, `${id}.expected`), low: total.low, high: total.high },
    mean: book.figures[`${id}.mean`]?.value ?? null,
    monthly: monthlyOf(history, period.month, MONTHS_SHOWN),
  };
}
