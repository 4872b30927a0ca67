import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { AlertCheck, AlertMap } from '../../../../protocol/alert.js';
import type { AlertSettings, AlertText } from '../../../../protocol/alert-library.js';
import type { AlertRisk } from '../../../../protocol/alert-risk.js';
import { AlertPlaces, type Search } from './alert-places.service.js';
import { readLastChecked } from './checked.queries.js';
import * as queries from './compile.queries.js';
import type { FigureBook } from './figure-book.rules.js';
import { historyOf } from './history.rules.js';
import { adviceOf } from './outlook.rules.js';
import { addDays, lastDay, type Period } from './period.rules.js';
import { colourOf, type Weighed } from './ranking.rules.js';
import { chartOf, forecastOf, measure } from './risk-figures.rules.js';
import { captionOf, riskSentences } from './risk-words.rules.js';

/** Everything a compilation works with. `kinds`: the category of each code of the catalogue. */
export interface Work {
  order: { id: string; compile: number };
  period: Period;
  settings: AlertSettings;
  zone: string;
  book: FigureBook;
  texts: readonly AlertText[];
  kinds: ReadonlyMap<string, string>;
  /** From when on what is counted, and where a day's count is taken from. */
  counting: { ownFrom: string | null; supplied: { from: string; to: string } | null };
  sources: queries.Sources;
}

/** What was written of the leading risks. */
export interface Found {
  risks: AlertRisk[];
  cells: AlertMap['cells'];
  districts: AlertMap['districts'];
  checked: AlertCheck[];
}

/** Writes the leading risks of a month: freezes what they count first, so that every figure is a sum of rows that stay. */
@Injectable()
export class AlertRisks {
  constructor(private readonly places: AlertPlaces) {}

  async write(db: PoolClient, work: Work, leading: readonly Weighed[]): Promise<Found> {
    const risks: AlertRisk[] = [];
    const cells: AlertMap['cells'] = [];
    let marks = 1;
    for (const [i, one] of leading.entries()) {
      const search = this.searchOf(work, one);
      cells.push(...(await this.places.cells(db, work.book, search)));
      const risk = await this.risk(db, work, { one, search, rank: i + 1, marks });
      marks += risk.places.length;
      risks.push(risk);
    }
    return { risks, cells, districts: await this.districts(db, work, risks), checked: await this.checked(db, work) };
  }

  private async risk(
    db: PoolClient,
    work: Work,
    { one, search, rank, marks }: { one: Weighed; search: Search; rank: number; marks: number },
  ): Promise<AlertRisk> {
    const { book, period, settings, texts } = work;
    const { category, forecast } = one;
    const { id } = category;
    const part = { alert: work.order.id, compile: work.order.compile, part: `risk:${id}` };
    const { history, seam } = one;
    const { began } = history;
    const { sources } = work;
    await queries.freezeDays(db, part, { types: one.types, from: began, to: period.countedTo, sources });
    const counted = historyOf(began, period.countedTo, await queries.readPart(db, part));
    const measured = { id, counted, history, seam, forecast, trendDays: settings.trendDays };
    const { figures, years, growth } = measure(book, measured, period);
    const places = await this.places.places(db, book, search, marks);
    const alarms = await this.alarms(db, work, one);
    const chart = chartOf(book, measured, period);
    const told = { category, seam, figures, years, forecast: forecastOf(forecast, period.countedTo), places, alarms };
    const { expected, severity, trend, score } = one;
    return {
      ...{ id, rank, name: category.name, unit: category.unit, colour: colourOf({ growth, severity }, settings) },
      ...{ streams: one.streams, types: category.types, capCategory: category.capCategory },
      ...{ figures, sentences: riskSentences(book, told, period), forecast: told.forecast, places },
      score: { expected, severity, trend, score, districts: await this.shares(db, work, one) },
      chart: { ...chart, caption: captionOf(book, chart, category) },
      examples: await this.places.examples(db, search.where),
      ...{ lead: category.lead, others: category.others, advice: adviceOf(texts, id, period.month) },
    };
  }

  /** Districts of a risk by score, with what was counted in the trend's days. */
  private async shares(db: PoolClient, { order, book, period, settings }: Work, { category, districts }: Weighed) {
    const part = `risk:${category.id}`;
    const span = { from: addDays(period.countedTo, 1 - settings.trendDays), to: period.countedTo };
    const sums = await queries.readPartDistricts(db, {
      alert: order.id,
      compile: order.compile,
      parts: [part],
      ...span,
    });
    return districts.map(({ district, score }) => {
      const n = sums.find((row) => row.district === district)?.n ?? 0;
      const opens = { part, fromDay: span.from, toDay: span.to, district };
      const figure = book.counted(`${category.id}.in-${district}`, n, opens);
      return { district, name: this.places.nameOf(district), figure, score };
    });
  }

  private async alarms(
    db: PoolClient,
    { order, period, zone, book }: Work,
    { category }: Weighed,
  ): Promise<string | null> {
    if (category.metrics.length === 0) return null;
    const part = `alarms:${category.id}`;
    const { from, to } = period.before;
    const asked = { metrics: category.metrics, from, to, zone };
    const n = await queries.freezeAlarms(db, { alert: order.id, compile: order.compile, part }, asked);
    return n === 0 ? null : book.counted(`${category.id}.alarms`, n, { part });
  }

  /** What was counted in each district in the same month of earlier years and last month, in all leading risks. */
  private async districts(db: PoolClient, { order, book, period }: Work, risks: readonly AlertRisk[]) {
    const parts = risks.map(({ id }) => `risk:${id}`);
    const { from, to } = period.before;
    const rows = await queries.readPartDistricts(db, { alert: order.id, compile: order.compile, parts, from, to });
    const sums = new Map<string, number>();
    for (const { district, n } of rows) if (district !== '-') sums.set(district, (sums.get(district) ?? 0) + n);
    return [...sums].sort().map(([district, value]) => {
      const figure = book.counted(`map.${district}`, value, { part: parts, fromDay: from, toDay: to, district });
      return { district, name: this.places.nameOf(district), figure, value };
    });
  }

  /** How the forecasts of the last published alert whose month is over came out. */
  private async checked(db: PoolClient, { order, book, period, kinds, sources }: Work): Promise<AlertCheck[]> {
    const before = await readLastChecked(db, period.countedTo);
    const checked: AlertCheck[] = [];
    for (const { id: risk, name, forecast } of before?.risks ?? []) {
      const types = [...kinds].filter(([, category]) => category === risk).map(([type]) => type);
      if (!before || forecast.total === null || types.length === 0) continue;
      const part = { alert: order.id, compile: order.compile, part: `checked:${risk}` };
      await queries.freezeDays(db, part, { types, from: `${before.month}-01`, to: lastDay(before.month), sources });
      const seen = (await queries.readPart(db, part)).reduce((sum, [, n]) => sum + n, 0);
      const figure = book.counted(`checked.${risk}`, seen, { part: part.part });
      const { low, high } = forecast.total;
      const result = seen < Math.floor(low) ? 'below' : seen > Math.ceil(high) ? 'above' : 'inside';
      checked.push({ risk, name, expected: forecast.total, seen: figure, month: before.month, result });
    }
    return checked;
  }

  private searchOf({ order, period, settings, zone }: Work, { category, types }: Weighed): Search {
    const where = { types, from: addDays(period.countedTo, 1 - settings.trendDays), to: period.countedTo, zone };
    return { alert: order.id, compile: order.compile, risk: category.id, where };
  }
}
