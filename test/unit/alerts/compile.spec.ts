import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FigureBook } from '../../../server/domain/alerts/compile/figure-book.rules.js';
import {
  growthOf,
  historyOf,
  meanOf,
  monthlyOf,
  sumOver,
} from '../../../server/domain/alerts/compile/history.rules.js';
import { daysOf } from '../../../server/domain/alerts/compile/outlook.rules.js';
import {
  addDays,
  addMonths,
  daysBetween,
  lastDay,
  periodOf,
} from '../../../server/domain/alerts/compile/period.rules.js';
import {
  colourOf,
  kindsOf,
  leading,
  weigh,
  type Weighed,
} from '../../../server/domain/alerts/compile/ranking.rules.js';
import { measure } from '../../../server/domain/alerts/compile/risk-figures.rules.js';
import { riskSentences } from '../../../server/domain/alerts/compile/risk-words.rules.js';
import { DEFAULT_CATEGORIES } from '../../../server/domain/alerts/library/categories.data.js';
import { DEFAULT_SETTINGS } from '../../../server/domain/alerts/library/settings.data.js';
import { BUILT_IN_CATALOGUE } from '../../../server/city/catalogue/catalogue.data.js';

const ALONE = { fit: 'alone' as const, factor: 1, from: null };

describe('the month of an alert', () => {
  it('drafted on the 25th: last month is what of it is over, forecasts begin with the month', () => {
    expect(periodOf('2026-12', '2026-11-25')).toEqual({
      ...{ month: '2026-12', first: '2026-12-01', last: '2026-12-31', countedTo: '2026-11-24', since: '2023-12-01' },
      ...{ skip: 6, horizon: 37 },
      before: { month: '2026-11', from: '2026-11-01', to: '2026-11-24', whole: false },
      earlier: ['2023', '2024', '2025'].map((y) => ({
        month: `${y}-12`,
        from: `${y}-12-01`,
        to: `${y}-12-31`,
        whole: true,
      })),
    });
    expect(periodOf('2026-12', '2026-12-10')).toMatchObject({
      countedTo: '2026-11-30',
      skip: 0,
      horizon: 31,
      before: { whole: true },
    });
  });

  it('months and their ends, leap years too', () => {
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1), lastDay('2028-02'), lastDay('2026-02')]).toEqual([
      ...['2027-01', '2025-12', '2028-02-29', '2026-02-28'],
    ]);
  });
});

describe('history', () => {
  const began = '2024-01-01';
  it('sums of spans add up, whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 40, maxLength: 120 }), fc.nat(38), (counts, cut) => {
        const history = historyOf(
          began,
          addDays(began, counts.length - 1),
          counts.map((n, i) => [addDays(began, i), n]),
        );
        const to = addDays(began, counts.length - 1);
        const whole = sumOver(history, began, to) as number;
        const parts =
          (sumOver(history, began, addDays(began, cut)) as number) +
          (sumOver(history, addDays(began, cut + 1), to) as number);
        expect(parts).toBe(whole);
        expect(whole).toBe(counts.reduce((a, b) => a + b, 0));
      }),
    );
  });

  it('what the history does not reach is unknown, never zero', () => {
    const history = historyOf(began, '2024-12-31', [[began, 3]]);
    expect(sumOver(history, '2023-12-01', '2023-12-31')).toBeNull();
    expect(monthlyOf(history, '2024-03', 3).map((m) => m.value)).toEqual([null, 3, 0]);
    expect(meanOf(history, [])).toBeNull();
    expect(growthOf(history, 91)).toBeNull();
  });
});

describe('ranking', () => {
  const weighed = (id: string, score: number, expected = 10) =>
    ({ category: { id }, score, expected }) as unknown as Weighed;

  it('three lead in any case, five at most, the rest only when they come near the first; what is not expected never', () => {
    const ids = (list: Weighed[]) => leading(list, DEFAULT_SETTINGS).map((w) => w.category.id);
    expect(ids([weighed('a', 1), weighed('b', 100), weighed('c', 2), weighed('d', 3)])).toEqual(['b', 'd', 'c']);
    expect(ids(['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) => weighed(id, 50 - i)))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(ids([weighed('a', 5, 0.4), weighed('b', 4)])).toEqual(['b']);
  });

  it('colours go by growth and severity', () => {
    const colour = (growth: number | null, severity: number) => colourOf({ growth, severity }, DEFAULT_SETTINGS);
    expect([colour(0.8, 3), colour(1.1, 9), colour(1.3, 20), colour(1.6, 27), colour(null, 3)]).toEqual([
      ...['blue', 'yellow', 'orange', 'red', 'blue'],
    ]);
  });

  it('every code belongs to one kind at most, and every kind has codes in the catalogue', () => {
    const kinds = kindsOf(
      BUILT_IN_CATALOGUE.map((t) => t.code),
      DEFAULT_CATEGORIES,
    );
    expect(kinds.get('acc.fire.building')).toBe('fire');
    expect(kinds.get('acc.infra.gas_leak')).toBe('gas');
    expect(kinds.has('street.car_parking')).toBe(false);
    const unknown = DEFAULT_CATEGORIES.flatMap((c) => c.types).filter(
      (prefix) => !BUILT_IN_CATALOGUE.some(({ code }) => code === prefix || code.startsWith(`${prefix}.`)),
    );
    expect(unknown).toEqual([]);
  });
});

describe('what is said', () => {
  const nothing = {
    by: 'day' as const,
    missing: 'too-short' as const,
    steps: [],
    total: null,
    backtest: null,
    seam: null,
  };
  const period = periodOf('2026-12', '2026-11-25');

  it('too little history: it says so and gives no forecast', () => {
    const book = new FigureBook('x-AQTS-2026-12', 1);
    const history = historyOf('2026-11-10', '2026-11-24', [['2026-11-12', 4]]);
    const forecast = { ...nothing, history: { from: '2026-11-10', to: '2026-11-24', steps: 15, events: 4 } };
    const measured = { id: 'gas', counted: history, history, seam: ALONE, forecast, trendDays: 91 };
    const { figures, years } = measure(book, measured, period);
    expect(figures).toMatchObject({ expected: null, mean: null, change: null, trend: null });
    const [category] = DEFAULT_CATEGORIES.filter((c) => c.id === 'gas');
    if (!category) throw new Error('no gas');
    const known = { missing: 'too-short' as const, total: null, backtest: null, asOf: '2026-11-24' };
    const told = { category, seam: ALONE, figures, years, places: [], alarms: null };
    const days = { from: null, to: null, days: 15, events: 4 };
    const said = riskSentences(book, { ...told, forecast: { ...known, history: days } }, period).map((s) => s.zh);
    expect(said[1]).toBe('历史数据不足，不作预测。');
    expect(said).toHaveLength(2);
  });

  // Counted here since 1 October at 14 a day; the aggregates of the years before held 10 of them.
  const twoCounts = (fit: 'linked' | 'apart') => {
    const book = new FigureBook('x-AQTS-2026-12', 1);
    const seam = { fit, factor: fit === 'linked' ? 1.4 : 1, from: '2026-10-01' };
    const began = fit === 'linked' ? period.since : seam.from;
    const days = (before: number) =>
      Array.from({ length: daysBetween(began, period.countedTo) + 1 }, (_, i) => addDays(began, i)).map(
        (day) => [day, day < seam.from ? before : 14] as const,
      );
    const [counted, history] = [10, 14].map((before) => historyOf(began, period.countedTo, days(before)));
    if (!counted || !history) throw new Error('no history');
    const total = { value: 434, low: 400, high: 470 };
    const forecast = {
      ...nothing,
      missing: null,
      total,
      history: { from: began, to: period.countedTo, steps: 1, events: 1 },
    };
    const { figures, years, growth } = measure(
      book,
      { id: 'gas', counted, history, seam, forecast, trendDays: 91 },
      period,
    );
    const [category] = DEFAULT_CATEGORIES.filter((c) => c.id === 'gas');
    if (!category) throw new Error('no gas');
    const seen = {
      missing: null,
      total,
      backtest: null,
      asOf: '',
      history: { from: null, to: null, days: 1, events: 1 },
    };
    const said = riskSentences(
      book,
      { category, seam, figures, years, forecast: seen, places: [], alarms: null },
      period,
    );
    return { book, figures, years, growth, said: said.map(({ zh }) => zh) };
  };

  it('years that were counted in another way stand in the words of today, say so, and make no jump', () => {
    const { book, figures, years, growth, said } = twoCounts('linked');
    expect(years.map((id) => [book.figures[id]?.kind, book.figures[id]?.value])).toEqual([
      ...[31, 31, 31].map((days) => ['derived', days * 14]),
    ]);
    expect(growth).toBeCloseTo(1, 9);
    expect([figures.change, figures.trend].map((id) => book.figures[id as string]?.text.zh)).toEqual(['0.0%', '0.0%']);
    expect(book.figures[figures.last]).toMatchObject({ kind: 'counted', value: 24 * 14 });
    expect(said.at(-1)).toBe('往年按另一口径统计，已按两种口径之比1.40折算。');
  });

  it('years that counted something else are not compared with: no mean, no change, no trend', () => {
    const { figures, years, said } = twoCounts('apart');
    expect([figures.mean, figures.change, figures.trend, years]).toEqual([null, null, null, []]);
    expect(said[0]).toBe('2026年11月1日至24日336起，往年12月按另一口径统计，与现在不可比。');
  });

  it('without forecast and mean, last month by days is expected: of the days that are known', () => {
    const history = historyOf('2026-11-10', '2026-11-24', []);
    const [category] = DEFAULT_CATEGORIES;
    if (!category) throw new Error('no category');
    const forecast = { ...nothing, history: { from: null, to: null, steps: 0, events: 0 } };
    const shares = [{ district: 'a', type: 'acc.fire', n: 45 }];
    const candidate = { category, types: [], streams: [], history, seam: ALONE, forecast, shares };
    expect(weigh(candidate, { period, settings: DEFAULT_SETTINGS, priorityOf: () => 2 }).expected).toBe(90);
  });

  it('holidays are one span each and cut to the month; yearly events come every year', () => {
    const rest = (day: string) => ({ day, kind: 'rest' as const, name: '国庆节', source: 'x' });
    const days = daysOf(
      '2026-10',
      [rest('2026-09-30'), rest('2026-10-01'), rest('2026-10-02')],
      [
        { id: 'a', name: { zh: '甲', en: 'A' }, kind: 'event', source: 'x', from: '09-20', to: '10-03' },
        { id: 'b', name: { zh: '乙', en: 'B' }, kind: 'event', source: 'x', from: '2025-10-01', to: '2025-10-09' },
      ],
    );
    expect(days.map(({ from, to, name }) => [from, to, name.zh])).toEqual([
      ['2026-10-01', '2026-10-02', '国庆节'],
      ['2026-10-01', '2026-10-03', '甲'],
    ]);
  });
});
