import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { AlertDocument } from '../../../../protocol/alert.js';
import { CityStore } from '../../../city/city.store.js';
import { Clock } from '../../../platform/clock.js';
import { Forecasts } from '../../forecast/forecasts.service.js';
import * as library from '../library/library.queries.js';
import { AlertRisks, type Work } from './alert-risks.service.js';
import * as queries from './compile.queries.js';
import { documentOf } from './document.rules.js';
import { FigureBook } from './figure-book.rules.js';
import { addDays, periodOf, type Period } from './period.rules.js';
import { kindsOf, leading, weigh, type Candidate, type Weighed } from './ranking.rules.js';

/** Days between the origins of the back-test, which rolls over half a year. */
const BACKTEST_STRIDE = 28;

/** What is compiled: which alert, under which number its inputs are frozen, and as which version. */
export interface Order {
  id: string;
  month: string;
  compile: number;
  version: number;
  correction: AlertDocument['correction'];
}

/** Writes the document of an alert from the city's own data, in the caller's transaction. */
@Injectable()
export class AlertCompiler {
  constructor(
    private readonly clock: Clock,
    private readonly city: CityStore,
    private readonly forecasts: Forecasts,
    private readonly risks: AlertRisks,
  ) {}

  async compile(db: PoolClient, order: Order): Promise<AlertDocument> {
    const { now, zone } = { now: this.clock.now(), zone: this.clock.zone };
    const period = periodOf(order.month, this.clock.dayOf(now));
    const [given, categories, texts, events] = [
      await library.readSettings(db),
      await library.readCategories(db),
      await library.readTexts(db),
      await library.readEvents(db),
    ];
    if (!given) throw new Error('alert settings are not seeded');
    const { settings } = given;
    const { rows } = this.city.current;
    const priority = new Map(rows.types.map((type) => [type.code, type.priority]));
    const kinds = kindsOf([...priority.keys()], categories);
    const book = new FigureBook(order.id, order.compile);
    const counting = fromDay(period.since, await this.forecasts.counting(db, period.countedTo));
    const sources = { ownFrom: counting.ownFrom, suppliedTo: counting.supplied?.to ?? null };
    const work: Work = { order, period, settings, zone, book, texts, kinds, counting, sources };
    const priorityOf = (type: string) => priority.get(type) ?? 4;
    const weighed = (await this.candidates(db, work, categories)).map((c) =>
      weigh(c, { period, settings, priorityOf }),
    );
    const found = await this.risks.write(db, work, await this.tested(db, work, leading(weighed, settings)));
    await queries.dropInputs(db, order.id, order.compile);
    const { rows: frozen, hash } = await queries.readHash(db, order.id, order.compile);
    const rules = JSON.stringify([period, given, categories, texts.map(({ id, version }) => [id, version]), events]);
    return documentOf({
      ...{ order, period, settings, book, texts, events, found, city: rows.city, listed: rows.days },
      ...{ candidates: weighed, compiledAt: new Date(now).toISOString(), seq: await queries.readSeq(db) },
      ...{ rows: frozen, hash: createHash('sha256').update(hash).update(rules).digest('hex') },
    });
  }

  /** Adds the back-tests: some hundred milliseconds of arithmetic each, what else the service does goes on in between. */
  private async tested(
    db: PoolClient,
    { period: { horizon, skip } }: Work,
    risks: readonly Weighed[],
  ): Promise<Weighed[]> {
    const tested: Weighed[] = [];
    for (const risk of risks) {
      const { began: first, counts } = risk.history;
      await queries.stayAwake(db);
      const asked = { by: 'day' as const, first, counts, horizon, skip, stride: BACKTEST_STRIDE };
      tested.push({ ...risk, forecast: this.forecasts.given(asked) });
    }
    return tested;
  }

  /** Every kind of risk of which anything was counted, with its history and forecast. */
  private async candidates(
    db: PoolClient,
    work: Work,
    categories: readonly Candidate['category'][],
  ): Promise<Candidate[]> {
    const { period, kinds } = work;
    const known = await this.histories(db, work, categories);
    const since = new Map(known.map(({ category, history }) => [category.id, history.began]));
    const pairs = [...kinds].filter(([, id]) => since.has(id));
    const lately = { from: addDays(period.countedTo, 1 - work.settings.trendDays), to: period.countedTo };
    const shares = await queries.readShares(
      db,
      {
        types: pairs.map(([type]) => type),
        categories: pairs.map(([, id]) => id),
        since: pairs.map(([, id]) => since.get(id) as string),
      },
      { ...lately, sources: work.sources },
    );
    const candidates: Candidate[] = [];
    for (const one of known) {
      await queries.stayAwake(db);
      const { id } = one.category;
      const { began: first, counts } = one.history;
      // No origin lies behind the last step: the back-test, which costs most, is made for those that lead.
      const asked = { by: 'day' as const, first, counts, ...aheadOf(period), stride: 7, origin: counts.length };
      const types = pairs.filter(([, category]) => category === id).map(([type]) => type);
      const streams = new Set(this.city.current.rows.types.flatMap((t) => (types.includes(t.code) ? [t.stream] : [])));
      const own = shares.filter((s) => s.category === id);
      candidates.push({ ...one, types, streams: [...streams], forecast: this.forecasts.given(asked), shares: own });
    }
    return candidates;
  }

  /** What is known of each kind day by day; the aggregates and what is counted here are one history, where they count alike. */
  private async histories(
    db: PoolClient,
    { period, kinds, counting }: Work,
    categories: readonly Candidate['category'][],
  ): Promise<Pick<Candidate, 'category' | 'history' | 'seam'>[]> {
    const { since, countedTo } = period;
    const pairs = { types: [...kinds.keys()], categories: [...kinds.values()] };
    const days = await queries.readSeries(db, pairs, { from: since, to: countedTo });
    return categories.flatMap((category) => {
      const own = days.filter((d) => d.category === category.id);
      const counts = { own: own.filter((d) => d.isOwn), supplied: own.filter((d) => !d.isOwn) };
      const known = this.forecasts.join(counts, counting, countedTo);
      if (known === null || known.series.counts.every((n) => n === 0)) return [];
      const { first: began, counts: joined } = known.series;
      return [{ category, seam: known.seam, history: { began, counts: joined } }];
    });
  }
}

const aheadOf = ({ horizon, skip }: Period) => ({ horizon, skip });

/** Nothing is looked at that lies before a day. */
function fromDay(since: string, { ownFrom, supplied }: Work['counting']): Work['counting'] {
  const later = (day: string) => (day < since ? since : day);
  const known = supplied !== null && supplied.to >= since ? { from: later(supplied.from), to: supplied.to } : null;
  return { ownFrom: ownFrom === null ? null : later(ownFrom), supplied: known };
}
