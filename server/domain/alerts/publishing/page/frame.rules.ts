import { markup, type Markup } from '../draw/markup.rules.js';
import { WORDS } from '../words.data.js';

/** What every public page has round its content. Addresses are paths of this service. */
export interface PageFrame {
  lang: 'zh-CN' | 'en';
  title: string;
  issuer: string;
  /** The same page in the other language. */
  other: string;
  style: string;
  links: readonly { href: string; text: string; type?: string }[];
  /** Banner of the demo city; null outside it. */
  demo: string | null;
}

/** An address of ours in a language. The city's own is the default and needs no word. */
export function inLanguage(path: string, lang: 'zh-CN' | 'en'): string {
  if (lang !== 'en') return path;
  return `${path}${path.includes('?') ? '&' : '?'}lang=en`;
}

/** Writes a public page: no script, no picture from elsewhere, one style sheet; everything put in is escaped. */
export function pageOf(frame: PageFrame, body: Markup): string {
  const w = WORDS[frame.lang];
  return markup`<!doctype html>
<html lang="${frame.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${frame.style}">
<link rel="alternate" type="application/atom+xml" href="${inLanguage('/public/alerts.atom', frame.lang)}" title="${w.feed}">
</head>
<body>
<a class="skip" href="#content">${w.skip}</a>
<header class="mast">
<a class="issuer" href="${inLanguage('/public/alerts', frame.lang)}">${LOGO}<span>${frame.issuer}</span></a>
<nav aria-label="${w.links}">${frame.links.map(({ href, text, type }) => markup`<a href="${href}"${type && markup` type="${type}"`}>${text}</a>`)}<a href="${frame.other}" lang="${frame.lang === 'en' ? 'zh-CN' : 'en'}" hreflang="${frame.lang === 'en' ? 'zh-CN' : 'en'}">${w.other}</a></nav>
</header>
<main id="content">
${frame.demo && markup`<p class="demo">${frame.demo}</p>`}
${body}
</main>
</body>
</html>
`.text;
}

const LOGO = markup`<svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true"><path d="M12 1.5 21 6.75v10.5L12 22.5 3 17.25V6.75Z" fill="none" stroke="#14202b" stroke-width="1.6"/><path d="m12 7.5 4 2.25v4.5L12 16.5l-4-2.25v-4.5Z" fill="#14202b"/></svg>`;
