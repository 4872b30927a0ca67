import type { AlertCategory, AlertSettings } from '../../../../protocol/alert-library.js';
import type { AlertRisk } from '../../../../protocol/alert-risk.js';
import type { Stream } from '../../../../protocol/observation.js';
import type { Forecast } from '../../../../protocol/forecast.js';
import { growthOf, meanOf, type History } from './history.rules.js';
import type { Period } from './period.rules.js';

/** How the daily aggregates meet what is counted here. docs/forecast.md §Two counts */
export type Seam = NonNullable<Forecast['seam']>;

/** What came of a category in the trend's days, by district and type. */
export interface Share {
  district: string;
  type: string;
  n: number;
}

/** A category with what is known of it. */
export interface Candidate {
  category: AlertCategory;
  /** Codes of the catalogue that belong to it. */
  types: string[];
  streams: Stream[];
  /** Counts as they can be compared: those of the aggregates in the words of what is counted here. */
  history: History;
  seam: Seam;
  forecast: Forecast;
  shares: readonly Share[];
}

/** How much a category weighs in the month: `score` = `expected` x `severity` x `trend`. */
export interface Weighed extends Candidate {
  expected: number;
  severity: number;
  trend: number;
  score: number;
  districts: { district: string; n: number; score: number }[];
}

type Severity = (type: string) => 1 | 2 | 3 | 4;

/**
 * Weighs a category: expected number in the month (forecast, else the mean of the same month, else last month by days), severity (the weight of the
 * priorities of what came lately), and trend. Its districts share the score as they shared what came. @source docs/alerts.md#formula
 */
export function weigh(
  candidate: Candidate,
  { period, settings, priorityOf }: { period: Period; settings: AlertSettings; priorityOf: Severity },
): Weighed {
  const { history, forecast, shares } = candidate;
  const lately = shares.reduce((sum, { n }) => sum + n, 0);
  const days = Math.max(1, Math.min(settings.trendDays, history.counts.length));
  const expected = forecast.total?.value ?? meanOf(history, period.earlier)?.mean ?? (lately / days) * 30;
  const heavy = shares.reduce((sum, { type, n }) => sum + n * settings.weights[priorityOf(type)], 0);
  const severity = lately > 0 ? heavy / lately : 0;
  const growth = growthOf(history, settings.trendDays);
  const trend = growth ? Math.min(settings.mostTrend, Math.max(1 / settings.mostTrend, growth.now / growth.then)) : 1;
  const score = expected * severity * trend;
  const districts = [...byDistrict(shares)]
    .map(([district, n]) => ({ district, n, score: lately > 0 ? (score * n) / lately : 0 }))
    .sort((a, b) => b.score - a.score || (a.district < b.district ? -1 : 1));
  return { ...candidate, expected, severity, trend, score, districts };
}

/** The risks that lead: by score, at least one expected; beyond the least number only what comes near the first. */
export function leading(weighed: readonly Weighed[], { least, most, smallest }: AlertSettings): Weighed[] {
  const ranked = weighed
    .filter(({ score, expected }) => score > 0 && expected >= 1)
    .sort((a, b) => b.score - a.score || (a.category.id < b.category.id ? -1 : 1));
  const floor = (ranked[0]?.score ?? 0) * smallest;
  return ranked.filter(({ score }, i) => i < least || (i < most && score >= floor));
}

const COLOURS: readonly AlertRisk['colour'][] = ['blue', 'blue', 'yellow', 'yellow', 'orange', 'red'];

/** Colour by what is expected against the mean of the month, and by severity. Without a mean it counts as usual. @source docs/alerts.md#colours */
export function colourOf(
  { growth, severity }: { growth: number | null; severity: number },
  { colours }: AlertSettings,
): AlertRisk['colour'] {
  const steps = (value: number, ends: readonly number[]) => ends.filter((end) => value >= end).length;
  const grown = growth === null ? 1 : steps(growth, colours.growth);
  return COLOURS[grown + steps(severity, colours.severity)] as AlertRisk['colour'];
}

/** Which category each code of the catalogue belongs to: that with the longest match. */
export function kindsOf(codes: readonly string[], categories: readonly AlertCategory[]): Map<string, string> {
  const prefixes = categories
    .flatMap(({ id, types }) => types.map((type) => ({ id, type })))
    .sort((a, b) => b.type.length - a.type.length);
  const kinds = new Map<string, string>();
  for (const code of codes) {
    const found = prefixes.find(({ type }) => code === type || code.startsWith(`${type}.`));
    if (found) kinds.set(code, found.id);
  }
  return kinds;
}

function byDistrict(shares: readonly Share[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { district, n } of shares) if (district !== '-') sums.set(district, (sums.get(district) ?? 0) + n);
  return sums;
}
