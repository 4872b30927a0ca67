const D = '[0-9０-９]';
const SEP = '[ \\t\\u00a0\\u3000\\-－–—]{0,2}';
const COUNTRY = `(?:(?:[+＋]|[0０]{2})?[8８][6６]${SEP})?`;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const MOBILE = `(?<!${D})${COUNTRY}([1１]${SEP}[3-9３-９](?:${SEP}${D}){9})(?!${D})`;
const LANDLINE = `(?<!${D})${COUNTRY}([(（]?[0０][1-9１-９]${D}{1,2}[)）]?${SEP}${D}{3,4}${SEP}${D}{4})(?!${D})`;
const RUN = `(?<!${D}|${D}[.．])(${D}{10,11})(?!${D})`;
/** Ids first, so that digits inside a UUID are never taken for a number. */
const PHONE = new RegExp(`(${UUID})|${MOBILE}|${LANDLINE}|${RUN}`, 'gi');

/**
 * Replaces phone numbers in free text by a masked form such as 138****1234: mainland mobiles (also spaced, dashed, with +86 or in
 * full-width digits), landlines with area code and any run of 10 or 11 digits. Everything else is returned unchanged.
 */
export function maskPhones(text: string): string {
  return text.replace(PHONE, (found: string, uuid?: string, mobile?: string, landline?: string, run?: string) =>
    uuid === undefined ? maskDigits(mobile ?? landline ?? run ?? found) : found,
  );
}

function maskDigits(number: string): string {
  const digits = number.normalize('NFKC').replace(/\D/g, '');
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
