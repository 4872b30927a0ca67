import { DateTime } from 'luxon';
import type { PublishedAlert } from '../../../../../protocol/alert.js';
import type { AlertRisk } from '../../../../../protocol/alert-risk.js';
import { polygonsOf, type Position } from '../../../../city/geojson.js';
import { addressOf } from '../bulletin.rules.js';
import { element, markup, type Markup } from '../draw/markup.rules.js';
import type { Level } from '../draw/tone.data.js';
import type { Reading } from '../reading.js';
import { SENTENCES } from '../sentence.data.js';
import { capIdentifier } from './cap-identity.rules.js';

/** Severity of a level. @source handbook/domain.md §5.3 "Mapping" */
const SEVERITY: Record<Level, string> = { red: 'Extreme', orange: 'Severe', yellow: 'Moderate', blue: 'Minor' };
/** Categories that CAP 1.2 knows; another one of a risk becomes Other. */
const CATEGORIES = new Set('Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other'.split(' '));

/** Coordinates to a tenth of a metre. */
const DEGREE_STEPS = 1e6;

/** What a message is written of and for; it is in both languages. */
export interface CapSubject {
  published: PublishedAlert;
  reading: Omit<Reading, 'lang' | 'key'>;
}

/**
 * Writes the CAP 1.2 message of a version: Alert for the first, Update for a correction, Cancel once it was withdrawn; the latter two name what they
 * replace. One info for each risk and language. A demo city says Test, so that nobody acts on it.
 */
export function capXml({ published, reading }: CapSubject): string {
  const { document: d, versions, withdrawn, publishedAt, demo } = published;
  const before = versions.filter(({ version }) => version < d.version).sort((a, b) => a.version - b.version);
  const sender = senderOf(reading.publicUrl);
  const named = [...before, ...(withdrawn ? [{ version: d.version, publishedAt }] : [])];
  const references = named.map(
    (v) => `${sender},${capIdentifier(d.id, v.version)},${capTime(v.publishedAt, reading.zone)}`,
  );
  const msgType = withdrawn ? 'Cancel' : before.length > 0 ? 'Update' : 'Alert';
  const note = [withdrawn?.reason.zh ?? d.correction?.reason.zh, SENTENCES['zh-CN'].nature].filter(Boolean).join(' ');
  const sent = capTime(withdrawn?.at ?? publishedAt, reading.zone);
  const infos = d.risks.flatMap((risk) =>
    (['zh', 'en'] as const).map((key) =>
      infoOf(risk, published, { ...reading, key, lang: key === 'zh' ? 'zh-CN' : 'en' }),
    ),
  );
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>${capIdentifier(d.id, d.version, withdrawn !== null)}</identifier>
<sender>${sender}</sender>
<sent>${sent}</sent>
<status>${demo ? 'Test' : 'Actual'}</status>
<msgType>${msgType}</msgType>
<source>${d.issuer.zh}</source>
<scope>Public</scope>
<note>${note}</note>
${references.length > 0 && markup`<references>${references.join(' ')}</references>\n`}<incidents>${d.id}</incidents>
${infos}</alert>
`.text;
}

function infoOf(risk: AlertRisk, { document: d, withdrawn }: PublishedAlert, reading: Reading): Markup {
  const { key, lang, zone } = reading;
  const s = SENTENCES[lang];
  const advice = [...risk.advice, ...d.advice].map((line) => line[key]);
  const contact = d.hotlines.map(({ number, name }) => `${name[key]} ${number}`).join(s.join);
  const pdf = new URL(
    `/public/alerts/${d.id}.pdf?version=${d.version}${lang === 'en' ? '&lang=en' : ''}`,
    reading.publicUrl,
  );
  return markup`<info>
<language>${lang}</language>
<category>${CATEGORIES.has(risk.capCategory) ? risk.capCategory : 'Other'}</category>
<event>${risk.name[key]}</event>
<responseType>${withdrawn ? 'None' : 'Prepare'}</responseType>
<urgency>Future</urgency>
<severity>${SEVERITY[risk.colour]}</severity>
<certainty>Likely</certainty>
${risk.types.map((type) => named('eventCode', 'city:type', type))}<onset>${dayStart(d.validFrom, zone)}</onset>
<expires>${dayEnd(d.validTo, zone)}</expires>
<senderName>${d.issuer[key]}</senderName>
<headline>${d.title[key]}${lang === 'en' ? ': ' : '：'}${risk.name[key]}</headline>
<description>${risk.sentences.map((sentence) => sentence[key]).join(lang === 'en' ? ' ' : '')}</description>
${element('instruction', advice.join('\n'))}<web>${addressOf(d.id, d.version, reading)}</web>
${element('contact', contact)}${named('parameter', 'city:alertId', d.id)}${named('parameter', 'city:riskColour', risk.colour)}<resource>
<resourceDesc>${d.title[key]}</resourceDesc>
<mimeType>application/pdf</mimeType>
<uri>${pdf.href}</uri>
</resource>
${areasOf(risk, d.city, reading)}</info>
`;
}

function named(name: string, valueName: string, value: string): Markup | null {
  return element(name, markup`<valueName>${valueName}</valueName><value>${value}</value>`);
}

function areasOf(
  risk: AlertRisk,
  city: PublishedAlert['document']['city'],
  { districts, key }: Reading,
): Markup | Markup[] {
  const codes = new Set(risk.score.districts.map(({ district }) => district));
  const found = districts.filter(({ code, geometry }) => codes.has(code) && geometry !== null);
  const all = found.length > 0 ? found : districts;
  if (all.length === 0)
    return markup`<area><areaDesc>${city.name[key]}</areaDesc>${named('geocode', 'city:code', city.code)}</area>\n`;
  return all.map(
    ({ code, nameZh, nameEn, geometry }) => markup`<area>
<areaDesc>${key === 'zh' ? nameZh : nameEn}</areaDesc>
${geometry && polygonsOf(geometry).map(([ring = []]) => markup`<polygon>${capRing(ring)}</polygon>\n`)}${named('geocode', 'city:district', code)}</area>
`,
  );
}

/** A ring as CAP writes it: "lat,lon" pairs, the last one the first again. */
function capRing(ring: readonly Position[]): string {
  const degrees = (value: number) => String(Math.round(value * DEGREE_STEPS) / DEGREE_STEPS);
  const pairs = ring.map(([lon = 0, lat = 0]) => `${degrees(lat)},${degrees(lon)}`);
  if (pairs[0] !== undefined && pairs.at(-1) !== pairs[0]) pairs.push(pairs[0]);
  return pairs.join(' ');
}

/** Who sends: one mailbox-like name of the host that the public pages have. */
function senderOf(publicUrl: string): string {
  return `safety-alerts@${new URL(publicUrl).hostname}`;
}

/** A moment as CAP 1.2 wants it: seconds, numeric offset, never Z. @source cap12.xsd */
export function capTime(at: string, zone: string): string {
  return DateTime.fromISO(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

function dayStart(day: string, zone: string): string {
  return DateTime.fromISO(day, { zone }).startOf('day').toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

function dayEnd(day: string, zone: string): string {
  return DateTime.fromISO(day, { zone }).endOf('day').toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}
