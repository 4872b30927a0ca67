import type { PublishedAlert } from '../../../../../protocol/alert.js';
import { bulletinOf, clockOf } from '../bulletin.rules.js';
import { markup, type Markup } from '../draw/markup.rules.js';
import type { Reading } from '../reading.js';
import { SENTENCES } from '../sentence.data.js';
import { WORDS } from '../words.data.js';
import { alertBody, tagOf } from './alert-page.rules.js';
import { inLanguage, pageOf, type PageFrame } from './frame.rules.js';

/** Address of the style sheet. */
export const STYLE_PATH = '/public/alerts.css';

/** Writes the page of a published version. */
export function versionPage(published: PublishedAlert, reading: Reading): string {
  const bulletin = bulletinOf(published, reading);
  const { id, version } = published.document;
  const w = WORDS[reading.lang];
  const file = (ending: string) => inLanguage(`/public/alerts/${id}${ending}?version=${version}`, reading.lang);
  return pageOf(
    {
      ...{ lang: reading.lang, title: bulletin.title, issuer: bulletin.issuer, style: STYLE_PATH, demo: bulletin.demo },
      other: inOther(`/public/alerts/${id}?version=${version}`, reading.lang),
      links: [
        { href: inLanguage('/public/alerts', reading.lang), text: w.archive },
        { href: inLanguage('/public/alerts.atom', reading.lang), text: 'Atom', type: 'application/atom+xml' },
        { href: `/public/alerts/${id}.cap.xml?version=${version}`, text: 'CAP', type: 'application/cap+xml' },
        { href: file('.pdf'), text: 'PDF', type: 'application/pdf' },
      ],
    },
    alertBody(bulletin),
  );
}

/** Writes the page of a version that is not published yet, as it would be read: its other formats do not exist yet. */
export function previewPage(draft: PublishedAlert, reading: Reading): string {
  const bulletin = bulletinOf(draft, reading);
  const path = `/api/v1/alerts/${draft.document.id}/preview`;
  return pageOf(
    {
      ...{ lang: reading.lang, title: bulletin.title, issuer: bulletin.issuer, style: STYLE_PATH, demo: bulletin.demo },
      other: `${path}?lang=${reading.lang === 'en' ? 'zh' : 'en'}`,
      links: [{ href: `${path}.pdf?lang=${reading.key}`, text: 'PDF', type: 'application/pdf' }],
    },
    alertBody(bulletin),
  );
}

/** Writes the page that lists the alerts of all months, the newest first. */
export function archivePage(
  alerts: readonly PublishedAlert[],
  reading: Reading,
  about: { issuer: string; demo: boolean; today: string },
): string {
  const { lang, key } = reading;
  const [w, s] = [WORDS[lang], SENTENCES[lang]];
  const frame: PageFrame = {
    ...{ lang, title: s.kicker, issuer: alerts[0]?.document.issuer[key] ?? about.issuer, style: STYLE_PATH },
    ...{ other: inOther('/public/alerts', lang), demo: about.demo ? s.demo : null },
    links: [{ href: inLanguage('/public/alerts.atom', lang), text: w.feed, type: 'application/atom+xml' }],
  };
  return pageOf(
    frame,
    markup`<div class="title"><div><h1>${s.kicker}</h1></div></div>
<p class="nature">${s.nature} ${w.archiveNote}</p>
${alerts.length === 0 ? markup`<p class="more">${w.archiveEmpty}</p>` : markup`<ul class="archive">${alerts.map((alert) => lineOf(alert, { reading, today: about.today }))}</ul>`}`,
  );
}

function lineOf(alert: PublishedAlert, { reading, today }: { reading: Reading; today: string }): Markup {
  const { document: d, versions } = alert;
  const { lang, key, zone } = reading;
  const [w, s] = [WORDS[lang], SENTENCES[lang]];
  const state = standingOf(alert, today);
  const older = versions.filter(({ version }) => version !== d.version);
  const at = (path: string) => inLanguage(path, lang);
  return markup`<li><h2><a href="${at(`/public/alerts/${d.id}`)}">${d.title[key]}</a></h2>
<p><span class="state ${state}">${w.state[state]}</span> ${d.no} · ${d.id} · ${w.version(d.version)} · ${w.issued} ${clockOf(alert.publishedAt, zone)} · ${w.valid} ${s.span(d.validFrom, d.validTo)}</p>
${alert.withdrawn && markup`<p>${alert.withdrawn.reason[key]}</p>`}
<p class="tags">${d.risks.map((risk) => markup`${tagOf(risk.colour, s.levels[risk.colour])} ${risk.name[key]} `)}</p>
<p class="files"><a href="${at(`/public/alerts/${d.id}.pdf`)}" type="application/pdf">PDF<span class="sr-only"> ${d.title[key]}</span></a> <a href="/public/alerts/${d.id}.cap.xml" type="application/cap+xml">CAP<span class="sr-only"> ${d.title[key]}</span></a> <a href="/public/alerts/${d.id}.json" type="application/json">JSON<span class="sr-only"> ${d.title[key]}</span></a>${older.map(({ version }) => markup` <a href="${at(`/public/alerts/${d.id}?version=${version}`)}">${w.version(version)}<span class="sr-only"> ${d.title[key]}</span></a>`)}</p></li>`;
}

function standingOf({ withdrawn, document: d }: PublishedAlert, today: string): keyof (typeof WORDS)['en']['state'] {
  if (withdrawn) return 'withdrawn';
  if (d.validTo < today) return 'expired';
  return d.version > 1 ? 'corrected' : 'published';
}

function inOther(path: string, lang: Reading['lang']): string {
  return inLanguage(path, lang === 'en' ? 'zh-CN' : 'en');
}
