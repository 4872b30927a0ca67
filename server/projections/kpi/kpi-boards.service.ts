import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { KpiBoard, KpiBoardQuery, KpiDefinition, KpiLine, KpiSpan } from '../../../protocol/kpi.js';
import { Areas } from '../../city/areas.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { countStates, lineOf } from './kpi-board.rules.js';
import { KpiNumbersReader } from './kpi-numbers.service.js';
import { DIM, readIndicators, readPlace } from './kpi-parts.queries.js';
import { KpiRunning } from './kpi-running.service.js';
import { definitionsIn, instantsOf, spanOf } from './kpi-period.rules.js';
import { KpiBook } from './kpi-book.rules.js';

const SNAPSHOT = 'set transaction isolation level repeatable read, read only';

/** Everything of one period, read in one snapshot. */
interface Moment {
  definitions: KpiDefinition[];
  book: KpiBook;
  seq: number;
  /** Another one when a number of the book was touched. */
  version: number;
}

/** What a board is drawn of; `districts` null: not split. */
interface Drawn {
  span: KpiSpan;
  area: string | null;
  districts: readonly string[] | null;
}

/** A board that was drawn: its lines, how many stand how, and the lines as JSON once somebody asked for them. */
interface Page {
  lines: KpiLine[];
  counts: KpiBoard['counts'];
  json: string | null;
}

/** The board of indicators: of the city or one district, for one period. */
@Injectable()
export class KpiBoards {
  private readonly pages = new WeakMap<KpiBook, { version: number; pages: Map<string, Page> }>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly areas: Areas,
    private readonly numbers: KpiNumbersReader,
    private readonly running: KpiRunning,
  ) {}

  /** @throws kpi/unknown-area (400), kpi/foreign-area (403), kpi/not-yet (400) */
  async board(asked: KpiBoardQuery, who: Principal): Promise<KpiBoard> {
    const { head, page } = await this.find(asked, who);
    return { ...head, indicators: page.lines };
  }

  /** The board as JSON. Of a large one nearly all the work is to write its lines, so they are written once for each state of the numbers. */
  async json(asked: KpiBoardQuery, who: Principal): Promise<string> {
    const { head, page } = await this.find(asked, who);
    page.json ??= JSON.stringify(page.lines);
    return `${JSON.stringify(head).slice(0, -1)},"indicators":${page.json}}`;
  }

  private async find(asked: KpiBoardQuery, who: Principal) {
    const span = spanOf(asked.period, asked.at, this.time());
    const area = this.areaFor(asked.area, who);
    const districts = asked.by === undefined ? [] : this.districtsFor(who);
    const dims = asked.by === undefined ? [area === null ? DIM.city : DIM.district] : [DIM.city, DIM.district];
    const moment = await this.momentOf(span, dims);
    const page = this.pageOf(moment, { span, area, districts: asked.by === undefined ? null : districts });
    const asOf = { seq: moment.seq, at: new Date(this.clock.now()).toISOString() };
    const head = { asOf, period: span, area, by: asked.by ?? null, counts: page.counts };
    return { head, page };
  }

  /** The lines of a board; as they were while nothing of the period was touched. */
  private pageOf(moment: Moment, asked: Drawn): Page {
    const { book, version } = moment;
    const kept = this.pages.get(book);
    const ofVersion = kept?.version === version ? kept : { version, pages: new Map<string, Page>() };
    this.pages.set(book, ofVersion);
    const name = JSON.stringify([asked.area, asked.districts]);
    const known = ofVersion.pages.get(name);
    if (known) return known;
    const lines = this.draw(moment, asked);
    const page = { lines, counts: countStates(lines), json: null };
    ofVersion.pages.set(name, page);
    return page;
  }

  private draw({ definitions, book }: Moment, { span, area, districts }: Drawn): KpiLine[] {
    const here = book.at(area === null ? { dim: DIM.city, key: '' } : { dim: DIM.district, key: area });
    const place = area === null ? null : { by: 'district', key: area };
    const link = { ...instantsOf(span, this.clock.zone), split: place };
    const split = districts?.map((key) => [key, book.at({ dim: DIM.district, key })] as const);
    return definitions.flatMap((definition) => {
      const found = here.get(definition.code);
      if (!found) return [];
      const line = lineOf(definition, found, link);
      const by = split?.flatMap(([key, at]) => {
        const one = at.get(definition.code);
        return one ? [[key, one.value] as const] : [];
      });
      return [by ? { ...line, by: Object.fromEntries(by) } : line];
    });
  }

  /** The running day and month stand in memory; other periods are read. */
  private async momentOf(span: KpiSpan, dims: readonly number[]): Promise<Moment> {
    if (!span.closed && (span.kind === 'day' || span.kind === 'month')) {
      const now = this.running.now(span.kind);
      if (now.span.start === span.start) return now;
    }
    return this.db.tx(this.db.query, (db) => this.read(db, span, dims));
  }

  private async read(db: ClientBase, span: KpiSpan, dims: readonly number[]): Promise<Moment> {
    await db.query(SNAPSHOT);
    const definitions = definitionsIn(await readIndicators(db), span, this.time());
    const numbers = await this.numbers.read(db, definitions, { span, dims });
    return { definitions, book: new KpiBook(definitions, numbers), seq: await readPlace(db), version: 0 };
  }

  /** The area asked for; who sees one district only gets that one when asking for none. */
  areaFor(asked: string | undefined, who: Principal): string | null {
    const reach = districtsOf(who, 'situation.read');
    if (asked === undefined) return reach === null ? null : (reach[0] ?? refuse());
    if (!this.areas.districts().some((area) => area.code === asked))
      throw new DomainError(400, 'kpi/unknown-area', `the city has no district ${asked}`);
    return reach === null || reach.includes(asked) ? asked : refuse();
  }

  /** Districts that somebody sees; null is the whole city. */
  reachOf(who: Principal): readonly string[] | null {
    return districtsOf(who, 'situation.read');
  }

  /** Codes of all districts. */
  districts(): string[] {
    return this.areas.districts().map(({ code }) => code);
  }

  /** Districts within reach. */
  districtsFor(who: Principal): string[] {
    const reach = districtsOf(who, 'situation.read');
    return this.areas.districts().flatMap(({ code }) => (reach === null || reach.includes(code) ? [code] : []));
  }

  /** Now, and the city's day of a moment. */
  time() {
    return { now: this.clock.now(), dayOf: (ms: number) => this.clock.dayOf(ms) };
  }
}

function refuse(): never {
  throw new DomainError(403, 'kpi/foreign-area', 'these indicators are not of your district');
}
