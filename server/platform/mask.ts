const D = '[0-9０-９]';
// Zero-width characters too: text pasted from web pages has them.
const SEP = '[ \\t\\u00a0\\u2009\\u200b-\\u200d\\u2060\\u3000\\ufeff\\-－–—]{0,2}';
const DOT = '[.．·・_/]';
const HAN = '[〇零○一二三四五六七八九]';
const COUNTRY = `(?:(?:[+＋]|[0０]{2})?[8８][6６]${SEP})?`;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const MOBILE = `(?<!${D})${COUNTRY}([1１]${SEP}[3-9３-９](?:${SEP}${D}){9})(?!${D})`;
/** Dots and slashes only in the usual 3-4-4, so that decimal numbers stay. */
const DOTTED = `(?<!${D}|${D}[.．])${COUNTRY}([1１][3-9３-９]${D}${DOT}${D}{4}${DOT}${D}{4})(?!${D})`;
const SPELT = `(?<!${HAN})([一幺][三四五六七八九](?:${SEP}[幺两]|${SEP}${HAN}){9})(?!${HAN})`;
const LANDLINE = `(?<!${D})${COUNTRY}([(（]?[0０][1-9１-９]${D}{1,2}[)）]?${SEP}${D}{3,4}${SEP}${D}{4})(?!${D})`;
const RUN = `(?<!${D}|${D}[.．])(${D}{10,11})(?!${D})`;
/** Ids first, so that digits inside a UUID are never taken for a number. */
const PHONE = new RegExp(`(${UUID})|${MOBILE}|${DOTTED}|${SPELT}|${LANDLINE}|${RUN}`, 'gi');
/** Ways of writing, each with a group of its own. */
const FORMS = 5;
const VALUE_OF_HAN = new Map(
  [...'〇一二三四五六七八九零幺两○'].map((word, i) => [word, '01234567890120'[i] as string]),
);

/**
 * Replaces phone numbers in free text by a masked form such as 138****1234: mainland mobiles (also spaced, dashed, dotted, with +86,
 * in full-width digits or in Chinese numerals), landlines with area code and any run of 10 or 11 digits. Everything else is returned
 * unchanged.
 */
export function maskPhones(text: string): string {
  return text.replace(PHONE, (found: string, uuid?: string, ...forms: (string | undefined)[]) =>
    uuid === undefined ? maskDigits(forms.slice(0, FORMS).find((form) => form !== undefined) ?? found) : found,
  );
}

function maskDigits(number: string): string {
  const digits = [...number.normalize('NFKC')]
    .map((c) => VALUE_OF_HAN.get(c) ?? c)
    .join('')
    .replace(/\D/g, '');
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
