import { DateTime } from 'luxon';
import type { AlertDocument, AlertState, PublishedAlert } from '../../../../protocol/alert.js';
import type { Bulletin, BulletinStrip, BulletinTable } from './bulletin.js';
import { districtsOf, marksOf, placesOf } from './bulletin.map.rules.js';
import { riskOf } from './bulletin.risk.rules.js';
import { capIdentifier } from './cap/cap-identity.rules.js';
import { inLanguage } from './page/frame.rules.js';
import { SENTENCES, type Sentences } from './sentence.data.js';
import type { Reading } from './reading.js';

/** States of what the public may read. */
const PUBLISHED: ReadonlySet<AlertState> = new Set(['published', 'corrected', 'withdrawn']);

/** Writes an alert for readers of one language. Pure: the same version gives the same bulletin. */
export function bulletinOf(published: PublishedAlert, reading: Reading): Bulletin {
  const { document: d, hash, publishedAt } = published;
  const s = SENTENCES[reading.lang];
  return {
    ...{ lang: reading.lang, id: d.id, version: d.version, hash, publishedAt: new Date(publishedAt) },
    ...{ issuer: d.issuer[reading.key], kicker: s.kicker, title: d.title[reading.key], nature: s.nature },
    url: addressOf(d.id, d.version, reading),
    demo: published.demo ? s.demo : null,
    identity: identityOf(published, reading),
    strip: stripOf(published, reading),
    outlook: [...d.summary, ...d.outlook.sentences].map((sentence) => sentence[reading.key]),
    calendar: d.outlook.days.map(({ from, to, name }) => ({ days: daysOf(from, to, s), text: name[reading.key] })),
    risks: d.risks.map((risk) => riskOf(risk, d, reading)),
    risksNote: s.risksNote(s.month(monthOf(d.month))),
    map: { districts: districtsOf(d, reading), marks: marksOf(d), alt: s.mapNote },
    mapNote: s.mapNote,
    places: placesOf(d, reading),
    advice: adviceOf(d, reading),
    phones: d.hotlines.map(({ number, name }) => ({ number, name: name[reading.key] })),
    lastMonth: lastMonthOf(d, reading),
    sources: sourcesOf(d, reading),
    colophon: colophonOf(d, reading),
  };
}

/** Address of a version's page: the one that a printed sheet leads to. */
export function addressOf(
  id: string,
  version: number,
  { lang, publicUrl }: Pick<Reading, 'lang' | 'publicUrl'>,
): string {
  return new URL(inLanguage(`/public/alerts/${id}?version=${version}`, lang), publicUrl).href;
}

function identityOf({ document: d, publishedAt }: PublishedAlert, { zone, lang }: Reading): Bulletin['identity'] {
  const s = SENTENCES[lang];
  return [
    { label: s.number, value: d.no },
    { label: s.issued, value: `${clockOf(publishedAt, zone)}  ${s.version(d.version)}` },
    { label: s.valid, value: s.span(d.validFrom, d.validTo) },
    { label: s.idName, value: d.id },
  ];
}

function stripOf(
  { document: d, state, replacedBy, withdrawn }: PublishedAlert,
  reading: Reading,
): BulletinStrip | null {
  const s = SENTENCES[reading.lang];
  const to = (version: number) => inLanguage(`/public/alerts/${d.id}?version=${version}`, reading.lang);
  if (withdrawn)
    return {
      kind: 'withdrawn',
      text: s.withdrawn(clockOf(withdrawn.at, reading.zone), withdrawn.reason[reading.key]),
      link: null,
    };
  if (state === 'corrected' && replacedBy !== null)
    return {
      kind: 'superseded',
      text: s.superseded(replacedBy),
      link: { href: to(replacedBy), text: s.see(replacedBy) },
    };
  if (!PUBLISHED.has(state)) return { kind: 'unpublished', text: s.unpublished, link: null };
  if (!d.correction) return null;
  const { of, reason } = d.correction;
  return {
    kind: 'corrected',
    text: s.corrects(d.version, of, reason[reading.key]),
    link: { href: to(of), text: s.see(of) },
  };
}

function adviceOf(d: AlertDocument, { key, lang }: Reading): Bulletin['advice'] {
  const s = SENTENCES[lang];
  const all = [...d.advice, ...d.risks.flatMap((risk) => risk.advice)];
  const to = (whom: 'citizens' | 'units') => [...new Set(all.filter((a) => a.to === whom).map((a) => a[key]))];
  return [
    { title: s.citizens, items: to('citizens') },
    { title: s.units, items: to('units') },
  ].filter(({ items }) => items.length > 0);
}

function lastMonthOf(d: AlertDocument, { key, lang }: Reading): Bulletin['lastMonth'] {
  const s = SENTENCES[lang];
  const [first] = d.checked;
  if (!first) return null;
  const rows: BulletinTable['rows'] = d.checked.map(({ name, expected, seen, result }) => ({
    marked: result !== 'inside',
    cells: [
      name[key],
      String(Math.round(expected.value)),
      `${Math.round(expected.low)}–${Math.round(expected.high)}`,
      d.figures[seen]?.text[key] ?? '—',
      s.results[result],
    ],
  }));
  const inside = d.checked.filter(({ result }) => result === 'inside').length;
  const head = s.checkHead(s.month(monthOf(first.month)));
  return { title: s.checked, note: s.checkedNote(inside, d.checked.length), table: { head, rows } };
}

function sourcesOf({ inputs }: AlertDocument, { key, lang }: Reading): string[] {
  const counted = SENTENCES[lang].countedTo(inputs.countedTo, inputs.rows.toLocaleString('en'));
  return [counted, ...inputs.method.map((sentence) => sentence[key])];
}

function colophonOf(d: AlertDocument, { key, lang, publicUrl }: Reading): string[] {
  const s = SENTENCES[lang];
  const leads = [...new Set(d.risks.map((risk) => risk.lead[key]))].join(s.join);
  const cap = capIdentifier(d.id, d.version);
  return [s.signed(d.issuer[key], leads), s.id(d.id, d.version, cap), new URL('/public/alerts', publicUrl).href];
}

/** Days of a month as short as can be: 31, or 3–5. */
function daysOf(from: string, to: string, s: Sentences): string {
  return s.days(Number(from.slice(8)), Number(to.slice(8)), monthOf(to.slice(0, 7)));
}

/** Number of a `YYYY-MM`'s month. */
export function monthOf(month: string): number {
  return Number(month.slice(5, 7));
}

/** A moment in the city's time, to the minute. */
export function clockOf(at: string, zone: string): string {
  return DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
}
