import type { AlertDocument } from '../../../../protocol/alert.js';
import type { AlertPoint, AlertRisk } from '../../../../protocol/alert-risk.js';
import type { BulletinRisk, Stated } from './bulletin.js';
import type { BarsPicture } from './draw/bars.rules.js';
import type { Reading } from './reading.js';
import { SENTENCES } from './sentence.data.js';

/** Writes a topic of an alert for readers of one language. */
export function riskOf(risk: AlertRisk, d: AlertDocument, reading: Reading): BulletinRisk {
  const { lang, key } = reading;
  const s = SENTENCES[lang];
  const unit = ` ${risk.unit[key]}`;
  const said = (id: string | null) => (id === null ? null : (d.figures[id]?.text[key] ?? null));
  const month = s.month(monthNumber(d.month));
  const places = risk.places.map(({ name }) => name[key]).join(s.join);
  return {
    ...{ numeral: s.numerals[risk.rank - 1] ?? String(risk.rank), name: risk.name[key] },
    ...{ level: risk.colour, levelName: s.levels[risk.colour], lead: risk.lead[key] },
    text: [risk.sentences.map((sentence) => sentence[key]).join(lang === 'en' ? ' ' : '')],
    places: places && `${s.placesOf} ${places}`,
    examples: risk.examples.map(({ text }) => text[key]),
    bars: barsOf(risk, d, reading),
    running: stated(runningName(risk.chart.before, d, lang), said(risk.figures.last), unit),
    mean: stated(s.meanOf(risk.chart.years.length, month), said(risk.figures.mean) ?? '—', unit),
    expected: risk.forecast.total && {
      label: s.expectedIn(month),
      value: `${said(risk.figures.expected) ?? '—'}${unit}`,
      interval: s.interval(said(risk.figures.low) ?? '—', said(risk.figures.high) ?? '—'),
      change: s.against(said(risk.figures.change) ?? '—'),
    },
  };
}

function stated(label: string, value: string | null, unit: string): Stated {
  return { label, value: value === null || value === '—' ? '—' : `${value}${unit}` };
}

function barsOf({ chart, colour, forecast }: AlertRisk, d: AlertDocument, { lang, key }: Reading): BarsPicture {
  const s = SENTENCES[lang];
  const { total } = forecast;
  return {
    ...{ level: colour, mean: chart.mean, alt: chart.caption[key] },
    running: { label: runningWords(chart.before, d, lang), value: chart.before.value },
    past: chart.years.map(({ month, value }) => ({ label: [month.slice(0, 4)], value })),
    expected: total && {
      label: [d.month.slice(0, 4), s.expected],
      ...{ value: Math.round(total.value), low: Math.round(total.low), high: Math.round(total.high) },
    },
  };
}

/** Up to which day of last month was counted; null when the month was over. */
function countedDay({ month }: AlertPoint, { inputs }: AlertDocument): number | null {
  return inputs.countedTo.startsWith(month) ? Number(inputs.countedTo.slice(8, 10)) : null;
}

function runningName(before: AlertPoint, d: AlertDocument, lang: Reading['lang']): string {
  const s = SENTENCES[lang];
  return s.soFar(s.month(monthNumber(before.month)), countedDay(before, d));
}

function runningWords(before: AlertPoint, d: AlertDocument, lang: Reading['lang']): string[] {
  const s = SENTENCES[lang];
  const day = countedDay(before, d);
  return [s.month(monthNumber(before.month)), ...(day === null ? [] : [s.to(day)])];
}

function monthNumber(month: string): number {
  return Number(month.slice(5, 7));
}
