import type { PublishedAlert } from '../../../../../protocol/alert.js';
import { element, markup, type Markup } from '../draw/markup.rules.js';
import { inLanguage } from '../page/frame.rules.js';
import type { Reading } from '../reading.js';
import { SENTENCES } from '../sentence.data.js';
import { WORDS } from '../words.data.js';

/** What a feed is written of: the newest published version of each month, the newest month first. */
export interface FeedSubject {
  alerts: readonly PublishedAlert[];
  /** Who stands behind the feed while it is empty. */
  issuer: string;
  city: string;
  reading: Pick<Reading, 'lang' | 'key' | 'publicUrl'>;
}

/** A feed needs a time even before it has entries. */
const EPOCH = '1970-01-01T00:00:00Z';

/** Writes the Atom feed: one entry a month, whose id stays while versions come. @source RFC 4287 */
export function atomFeed({ alerts, issuer: centre, city, reading }: FeedSubject): string {
  const { lang, key, publicUrl } = reading;
  const at = (path: string) => new URL(inLanguage(path, lang), publicUrl).href;
  const updated = alerts.map(changedAt).sort().at(-1) ?? EPOCH;
  const issuer = alerts[0]?.document.issuer[key] ?? centre;
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>urn:x-city-brain:alerts:${city}</id>
<title>${issuer} · ${SENTENCES[lang].kicker}</title>
<subtitle>${SENTENCES[lang].nature}</subtitle>
<updated>${rfc3339(updated)}</updated>
<author><name>${issuer}</name></author>
<link rel="self" type="application/atom+xml" href="${at('/public/alerts.atom')}"/>
<link rel="alternate" type="text/html" href="${at('/public/alerts')}"/>
${alerts.map((alert) => entryOf(alert, reading))}</feed>
`.text;
}

/** When readers last had reason to look again. */
export function changedAt({ publishedAt, withdrawn }: PublishedAlert): string {
  return withdrawn?.at ?? publishedAt;
}

function entryOf(alert: PublishedAlert, { lang, key, publicUrl }: FeedSubject['reading']): Markup {
  const { document: d, versions, publishedAt, withdrawn, state } = alert;
  const at = (path: string) => new URL(inLanguage(path, lang), publicUrl).href;
  const first = versions.map((v) => v.publishedAt).sort()[0] ?? publishedAt;
  const strip = withdrawn?.reason[key] ?? d.correction?.reason[key];
  const said = [strip, ...[...d.summary, ...d.outlook.sentences].map((sentence) => sentence[key])].filter(Boolean);
  const label = withdrawn ? 'withdrawn' : d.version > 1 ? 'corrected' : state;
  return markup`<entry>
<id>urn:x-city-brain:alert:${d.id}</id>
<title>${withdrawn && `[${WORDS[lang].state.withdrawn}] `}${d.title[key]}</title>
<published>${rfc3339(first)}</published>
<updated>${rfc3339(changedAt(alert))}</updated>
<category term="${label}"/>
${d.risks.map((risk) => markup`<category term="${risk.id}" label="${risk.name[key]}"/>\n`)}<link rel="alternate" type="text/html" href="${at(`/public/alerts/${d.id}`)}"/>
<link rel="related" type="application/cap+xml" href="${at(`/public/alerts/${d.id}.cap.xml`)}"/>
<link rel="related" type="application/pdf" href="${at(`/public/alerts/${d.id}.pdf`)}"/>
${element('summary', said.join(lang === 'en' ? ' ' : ''))}</entry>
`;
}

function rfc3339(at: string): string {
  return new Date(at).toISOString();
}
