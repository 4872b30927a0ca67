import { placesOf, written, type AlertFigure, type AlertSentence } from '../../../../protocol/alert-text.js';

/** Filters of `alerts.inputs` that open what a figure counts. */
export interface Opens {
  part: string | readonly string[];
  fromDay?: string;
  toDay?: string;
  district?: string;
}

const COUNT = new Intl.NumberFormat('en-US');

/** Collects the figures of one compilation; each opens rows that are frozen under the same number. */
export class FigureBook {
  readonly figures: Record<string, AlertFigure> = {};

  constructor(
    private readonly alert: string,
    private readonly compile: number,
  ) {}

  /** Notes a count: `value` is the sum of the rows that `opens` opens. Answers its id. */
  counted(id: string, value: number, opens: Opens): string {
    return this.put({ id, kind: 'counted', value, text: both(COUNT.format(value)) }, opens);
  }

  /** Notes a number worked out from others; `opens` opens what it was worked out from. `text` null: it is unknown, and shown as —. */
  derived(id: string, value: number | null, { text, ...opens }: Opens & { text: (value: number) => string }): string {
    return this.put({ id, kind: 'derived', value, text: both(value === null ? '—' : text(value)) }, opens);
  }

  /** A sentence made of a pattern in both languages, with the words as they are now. */
  sentence(id: string, zh: string, en: string): AlertSentence {
    const figures = [...new Set([...placesOf(zh), ...placesOf(en)])];
    const words = { zh: written(zh, this.figures, 'zh'), en: written(en, this.figures, 'en') };
    return { id, ...words, pattern: { zh, en }, figures, edited: null };
  }

  private put(figure: Omit<AlertFigure, 'query' | 'written'>, { part, ...days }: Opens): string {
    const filters = { part: typeof part === 'string' ? part : part.join(','), ...days };
    const query = { query: 'alerts.inputs', alert: this.alert, compile: String(this.compile), ...filters };
    this.figures[figure.id] = { ...figure, query: new URLSearchParams(query).toString(), written: null };
    return figure.id;
  }
}

/** A whole number that was worked out. */
export const whole = (value: number) => COUNT.format(Math.round(value));
/** One decimal. */
export const tenth = (value: number) => value.toFixed(1);
/** A change in per cent with its sign. */
export const percent = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(1)}%`;

const both = (text: string) => ({ zh: text, en: text });
