import type { DuplicateReason } from '../../../../protocol/duplicate.js';
import { distanceM } from '../openings.rules.js';
import { FARTHEST_M, LEAST_SCORE, WEIGHTS } from './duplicate.data.js';
import { FAMILIES, RATHER, RELATED, type DuplicateFamily } from './families.data.js';
import { foldReport, numbersOf, piecesOf, type ThingNumbers } from './report-text.rules.js';

const HOUR_MS = 3_600_000;
const WORDS = FAMILIES.map((family) => ({ family, pattern: new RegExp(family.words, 'g') }));
/** Reports that say no more than their kind are only one thing when they come soon: this share of the family's hours. */
const SHORT_SHARE = 0.25;
/** So few pieces say no more than the kind. */
const LITTLE = 2;
const RELATIONS = new Set(RELATED.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
/** Where neither side says what it is. */
const UNKNOWN: Pick<DuplicateFamily, 'metres' | 'hours' | 'numbered'> = { metres: 40, hours: 12, numbered: true };

/** What is compared of an incident or a call. Degrees WGS-84, epoch milliseconds. */
export interface Reported {
  type: string;
  lon: number | null;
  lat: number | null;
  occurredMs: number;
  isDrill: boolean;
  text: string;
}

/** How alike two reports are: 0..1, and why. */
export interface Likeness {
  score: number;
  reasons: DuplicateReason[];
}

/** A report taken apart, so that many can be compared with it. */
export interface ReadReport extends Reported {
  /** Family of its type; and those that its words name, or its own where they name none. */
  own: DuplicateFamily | null;
  topics: readonly DuplicateFamily[];
  numbers: ThingNumbers;
  /** What its words say beyond naming the kind of thing. */
  pieces: ReadonlySet<string>;
}

/** Takes a report apart. */
export function readReport(reported: Reported): ReadReport {
  const folded = foldReport(reported.text);
  const rest = WORDS.reduce((text, { pattern }) => text.replaceAll(pattern, ' '), folded);
  const own = FAMILIES.find(({ types }) => types.some((t) => isOf(reported.type, t))) ?? null;
  const named = namedIn(folded);
  return {
    ...reported,
    own,
    topics: named.length > 0 || own === null ? named : [own],
    numbers: numbersOf(folded),
    pieces: piecesOf(rest),
  };
}

const isOf = (type: string, beginning: string) => type === beginning || type.startsWith(`${beginning}.`);

/**
 * Judges whether two reports are of one thing; null for what is never suggested: farther apart than 500 m or without points, of drill and of
 * real, of things that have nothing to do with each other, longer apart than their kind lasts, or of a score below the least.
 */
export function likeness(a: ReadReport, b: ReadReport): Likeness | null {
  if (a.isDrill !== b.isDrill) return null;
  const metres = distanceM(a, b);
  const kind = kindOf(a, b);
  if (metres === null || metres > FARTHEST_M || kind === null) return null;
  const apartMs = Math.abs(a.occurredMs - b.occurredMs);
  const lastsMs = kind.hours * HOUR_MS * (saysLittle(a) && saysLittle(b) ? SHORT_SHARE : 1);
  if (apartMs > lastsMs) return null;
  const signs = [
    kind.sign,
    ...nearness(metres, apartMs, kind),
    ...wordSigns(a, b),
    ...numberSigns(a, b, kind.numbered),
  ];
  const sum = signs.reduce<number>((total, { adds }) => total + adds, WEIGHTS.base);
  const score = Math.round(1000 / (1 + Math.exp(-sum))) / 1000;
  return score < LEAST_SCORE ? null : { score, reasons: signs.map(({ reason }) => reason) };
}

const saysLittle = ({ pieces }: ReadReport) => pieces.size <= LITTLE;

interface Sign {
  adds: number;
  reason: DuplicateReason;
}

type Kind = Pick<DuplicateFamily, 'metres' | 'hours' | 'numbered'> & { sign: Sign };

const sign = (code: DuplicateReason['code'], adds: number, value: number | null = null): Sign => ({
  adds,
  reason: { code, value },
});

/** What kind of thing both would be; null when they cannot be one. What the words name comes before the type, which is often the nearest at hand. */
function kindOf(a: ReadReport, b: ReadReport): Kind | null {
  const isOneType = a.type === b.type;
  const shared = a.topics.find((f) => b.topics.includes(f));
  if (shared)
    return {
      ...shared,
      sign: isOneType ? sign('same-type', WEIGHTS.sameType) : sign('same-family', WEIGHTS.sameFamily),
    };
  for (const f of a.topics) for (const g of b.topics) if (isRelatedTo(f, g)) return related(f, g);
  if (isOneType && a.own !== null)
    return { ...a.own, sign: sign('other-thing', WEIGHTS.sameType + WEIGHTS.otherThing) };
  if (isOneType) return { ...UNKNOWN, sign: sign('same-type', WEIGHTS.sameType) };
  if (a.topics.length > 0 && b.topics.length > 0) return null;
  return { ...(a.topics[0] ?? b.topics[0] ?? UNKNOWN), sign: sign('unknown-family', WEIGHTS.unknownFamily) };
}

function related(a: DuplicateFamily, b: DuplicateFamily): Kind {
  return {
    metres: Math.max(a.metres, b.metres),
    hours: Math.min(a.hours, b.hours),
    numbered: a.numbered && b.numbered,
    sign: sign('related-family', WEIGHTS.relatedFamily),
  };
}

/** The families that words name, the general ones only where no special one is named. */
function namedIn(folded: string): DuplicateFamily[] {
  const named = WORDS.filter(({ pattern }) => folded.search(pattern) >= 0).map(({ family }) => family);
  const isNamed = (id: string) => named.some((f) => f.id === id);
  return named.filter((f) => !RATHER.some(([special, general]) => general === f.id && isNamed(special)));
}

function isRelatedTo(a: DuplicateFamily, b: DuplicateFamily): boolean {
  return RELATIONS.has(`${a.id} ${b.id}`);
}

function nearness(metres: number, apartMs: number, kind: Kind): Sign[] {
  return [
    sign('metres-apart', WEIGHTS.near * Math.max(-1.5, 1 - metres / (1.5 * kind.metres)), Math.round(metres)),
    sign('minutes-apart', WEIGHTS.soon * (1 - apartMs / (kind.hours * HOUR_MS)), Math.round(apartMs / 60_000)),
  ];
}

/** Common words as a share of the shorter text, less for few: two words that agree say little. */
function wordSigns(a: ReadReport, b: ReadReport): Sign[] {
  const least = Math.min(a.pieces.size, b.pieces.size);
  if (least === 0) return [];
  let shared = 0;
  for (const piece of a.pieces) if (b.pieces.has(piece)) shared++;
  if (shared === 0) return [sign('other-words', WEIGHTS.otherWords)];
  const share = shared / (least + 3);
  return [sign('same-words', WEIGHTS.words * share, Math.round(share * 100))];
}

function numberSigns(a: ReadReport, b: ReadReport, isNumbered: boolean): Sign[] {
  const other = isNumbered ? WEIGHTS.otherNumber : WEIGHTS.otherNumberWide;
  return [
    ...compared(
      a.numbers.plates,
      b.numbers.plates,
      ['same-plate', WEIGHTS.samePlate],
      ['other-plate', WEIGHTS.otherPlate],
    ),
    ...compared(a.numbers.shops, b.numbers.shops, ['same-shop', WEIGHTS.sameShop], ['other-shop', WEIGHTS.otherShop]),
    ...compared(a.numbers.houses, b.numbers.houses, ['same-house', WEIGHTS.sameNumber], ['other-house', other]),
    ...compared(
      a.numbers.buildings,
      b.numbers.buildings,
      ['same-building', WEIGHTS.sameNumber],
      ['other-building', other],
    ),
  ];
}

type Outcome = readonly [DuplicateReason['code'], number];

function compared(a: readonly string[], b: readonly string[], same: Outcome, other: Outcome): Sign[] {
  if (a.length === 0 || b.length === 0) return [];
  return [a.some((number) => b.includes(number)) ? sign(...same) : sign(...other)];
}
