import { z } from 'zod';

/**
 * A number of an alert. `value` null: the denominator was zero or nothing is known (shown as —). `text`: as sentences write it. `query`: the query
 * string of `GET /api/v1/rows` that opens what it counts, or of a derived one (a mean, a rate, a forecast) its inputs. `written`: an editor's
 * own wording of it, with who, when and why; `text` is then what he wrote and `own` what was computed.
 */
export const AlertFigure = z.object({
  ...{ id: z.string(), kind: z.enum(['counted', 'derived']), value: z.number().nullable(), query: z.string() },
  text: z.object({ zh: z.string(), en: z.string() }),
  written: z
    .object({
      ...{ by: z.string(), at: z.string(), why: z.string() },
      own: z.object({ zh: z.string(), en: z.string() }),
    })
    .nullable(),
});
export type AlertFigure = z.infer<typeof AlertFigure>;

/**
 * A sentence. With `pattern` it was generated: places such as `{gas.expected}` stand for figures, and `zh` / `en` are the words as they are now, which
 * an editor may have changed. Without, it came from the library or was written, and `figures` names those it must hold.
 */
export const AlertSentence = z.object({
  ...{ id: z.string(), zh: z.string(), en: z.string() },
  pattern: z.object({ zh: z.string(), en: z.string() }).nullable(),
  figures: z.array(z.string()),
  edited: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type AlertSentence = z.infer<typeof AlertSentence>;

/** Why a sentence is red: a figure it must say is not there, it says a number that is none of its figures, or a figure is unknown. */
export const SentenceFault = z.object({
  ...{ sentence: z.string(), lang: z.enum(['zh', 'en']) },
  ...{ code: z.enum(['figure-missing', 'number-unbacked', 'figure-unknown']), what: z.string() },
});
export type SentenceFault = z.infer<typeof SentenceFault>;

const PLACE = /\{([a-z0-9.-]+)\}/gi;
/** A numeral as it stands in text: thousands may be parted by commas. */
const NUMERAL = /\d+(?:,\d{3})*(?:\.\d+)?/g;

/** Ids of the figures a pattern has places for, each once. */
export function placesOf(pattern: string): string[] {
  return [...new Set([...pattern.matchAll(PLACE)].map((m) => m[1] as string))];
}

/** Writes a pattern with its figures; an unknown one stays as its place, which `sentenceFaults` tells. */
export function written(pattern: string, figures: Readonly<Record<string, AlertFigure>>, lang: 'zh' | 'en'): string {
  return pattern.replace(PLACE, (place, id: string) => figures[id]?.text[lang] ?? place);
}

/**
 * What is wrong between a sentence and its figures, in both languages: none when it says exactly its figures. The one check of editor and server; a
 * generated sentence may be worded anew, but holds the numerals of its pattern and no others.
 */
export function sentenceFaults(
  sentence: AlertSentence,
  figures: Readonly<Record<string, AlertFigure>>,
): SentenceFault[] {
  return (['zh', 'en'] as const).flatMap((lang) => faultsIn(sentence, figures, lang));
}

function faultsIn(
  { id, pattern, figures: named, ...texts }: AlertSentence,
  figures: Readonly<Record<string, AlertFigure>>,
  lang: 'zh' | 'en',
): SentenceFault[] {
  const fault = (code: SentenceFault['code'], what: string): SentenceFault => ({ sentence: id, lang, code, what });
  const wanted = pattern === null ? named : placesOf(pattern[lang]);
  const unknown = wanted.filter((figure) => figures[figure] === undefined);
  if (unknown.length > 0) return unknown.map((figure) => fault('figure-unknown', figure));
  const missing = wanted.filter((figure) => !says(texts[lang], (figures[figure] as AlertFigure).text[lang]));
  const faults = missing.map((figure) => fault('figure-missing', figure));
  if (pattern === null) return faults;
  const spare = numeralsOf(written(pattern[lang], figures, lang));
  const unbacked = numeralsOf(texts[lang]).filter((numeral) => !taken(spare, numeral));
  if (faults.length === 0 && unbacked.length === 0 && spare.length > 0) unbacked.push(...spare);
  return [...faults, ...unbacked.map((numeral) => fault('number-unbacked', numeral))];
}

/** Whether the text has it as a whole: 12 is not in 112, nor in 12.5. */
function says(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + wanted.length)];
    const isCutAhead = /^\d/.test(wanted) && /\d[.,]?$/.test(before);
    const isCutBehind = /\d$/.test(wanted) && /^[.,]?\d/.test(after);
    if (!isCutAhead && !isCutBehind) return true;
  }
  return false;
}

const numeralsOf = (text: string) => [...text.matchAll(NUMERAL)].map((m) => m[0].replaceAll(',', ''));

/** Takes one of its kind out of what is left. */
function taken(spare: string[], numeral: string): boolean {
  const at = spare.indexOf(numeral);
  if (at >= 0) spare.splice(at, 1);
  return at >= 0;
}
