import type { Bulletin, BulletinRisk, BulletinStrip, BulletinTable } from '../bulletin.js';
import { drawBars } from '../draw/bars.rules.js';
import { drawDistricts, shadesOf } from '../draw/district-map.rules.js';
import { Markup, markup } from '../draw/markup.rules.js';
import { signAt, signIcon } from '../draw/sign.rules.js';
import type { Level } from '../draw/tone.data.js';
import { WORDS } from '../words.data.js';

/** Pictures are drawn in these units; the style sheet gives them their width on the page. */
const BARS = { width: 420, height: 190, size: 12 };
const MAP = { width: 520, size: 13 };

/** Writes the content of an alert's page: the same order on a phone and on a desk. */
export function alertBody(b: Bulletin): Markup {
  const w = WORDS[b.lang];
  return markup`${b.strip && stripOf(b.strip)}
<div class="title"><div><p class="kicker">${b.kicker}</p><h1>${b.title}</h1></div>
<dl class="identity">${b.identity.map(({ label, value }) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl></div>
<p class="nature">${b.nature}</p>
<section class="two" aria-labelledby="outlook"><div><h2 id="outlook" class="sr-only">${w.outlook}</h2>${b.outlook.map((p, i) => markup`<p class="${i === 0 ? 'lead' : 'more'}">${p}</p>`)}</div>
<ul class="brief">${b.risks.map((r) => markup`<li>${tagOf(r.level, r.levelName)}<span>${r.name}</span><b>${r.expected?.change}</b></li>`)}</ul></section>
${b.calendar.length > 0 && calendarOf(b)}
<section aria-labelledby="risks"><div class="head"><h2 id="risks">${w.risks}</h2><p>${b.risksNote}</p></div>
${b.risks.map((risk) => riskOf(risk, w.lead))}
${keyOf(b)}</section>
${placesOf(b)}
<div class="two even">${b.advice.map(({ title, items }) => markup`<section class="ruled"><h2>${title}</h2><ol>${items.map((item) => markup`<li>${item}</li>`)}</ol></section>`)}</div>
${b.phones.length > 0 && markup`<section aria-labelledby="phones"><h2 id="phones" class="sr-only">${w.phones}</h2><ul class="phones">${b.phones.map(({ number, name }) => markup`<li><a href="tel:${number}"><b>${number}</b> <span>${name}</span></a></li>`)}</ul></section>`}
<div class="two even">${b.lastMonth && lastMonthOf(b.lastMonth)}
<section class="ruled"><h2>${w.sources}</h2>${b.sources.map((p) => markup`<p class="more">${p}</p>`)}</section></div>
<footer class="colophon"><div>${b.colophon.map((line) => markup`<p>${line}</p>`)}</div><p class="hash">${w.hash} sha256 <span>${b.hash}</span></p></footer>`;
}

/** A level as sign and word, never by colour alone. */
export function tagOf(level: Level, name: string): Markup {
  return markup`<span class="tag ${level}">${signIcon(level)}${name}</span>`;
}

function stripOf({ kind, text, link }: BulletinStrip): Markup {
  return markup`<p class="strip ${kind}"><b>${text}</b>${link && markup` <a href="${link.href}">${link.text}</a>`}</p>`;
}

function calendarOf({ calendar, lang }: Bulletin): Markup {
  return markup`<section aria-labelledby="calendar"><h2 id="calendar" class="sr-only">${WORDS[lang].calendar}</h2><dl class="calendar">${calendar.map(({ days, text }) => markup`<div><dt>${days}</dt><dd>${text}</dd></div>`)}</dl></section>`;
}

function riskOf(risk: BulletinRisk, lead: string): Markup {
  const { running, mean, expected } = risk;
  return markup`<article class="risk"><div class="words"><h3><span class="no">${risk.numeral}</span> ${risk.name}</h3>
<p class="who">${tagOf(risk.level, risk.levelName)} <span>${lead} ${risk.lead}</span></p>
${risk.text.map((p) => markup`<p>${p}</p>`)}${risk.places && markup`<p class="where">${risk.places}</p>`}
${risk.examples.length > 0 && markup`<ul class="examples">${risk.examples.map((example) => markup`<li>${example}</li>`)}</ul>`}</div>
<div class="picture">${drawBars(risk.bars, BARS)}</div>
<dl class="figures">${running && markup`<div><dt>${running.label}</dt><dd>${running.value}</dd></div>`}<div><dt>${mean.label}</dt><dd>${mean.value}</dd></div>
${expected && markup`<div class="expected"><dt>${expected.label}</dt><dd class="${risk.level}"><b>${expected.value}</b><small>${expected.interval}</small><small>${expected.change}</small></dd></div>`}</dl></article>`;
}

function keyOf({ lang, risks }: Bulletin): Markup {
  const w = WORDS[lang];
  const swatch = (kind: string, text: string) => markup`<li class="${kind}">${text}</li>`;
  const any = (has: (risk: BulletinRisk) => boolean) => risks.some(has);
  return markup`<ul class="key">${any((r) => r.bars.running !== null) && swatch('running', w.keyRunning)}${swatch('past', w.keyPast)}${swatch('mean', w.keyMean)}${any((r) => r.expected !== null) && swatch('expected', w.keyExpected)}</ul>`;
}

function placesOf(b: Bulletin): Markup {
  const shades = shadesOf(b.map.districts.flatMap(({ value }) => value ?? []));
  const range = ({ from, to }: { from: number | null; to: number | null }) =>
    from === null ? (to === null ? '' : `< ${to}`) : to === null ? `≥ ${from}` : `${from}–${to - 1}`;
  return markup`<section aria-labelledby="places"><div class="head"><h2 id="places">${WORDS[b.lang].places}</h2><p>${b.mapNote}</p></div>
<div class="two map"><div>${drawDistricts(b.map, MAP)}
<ul class="ramp">${shades.map((shade) => markup`<li><svg viewBox="0 0 18 12" width="18" height="12" aria-hidden="true"><path d="M.5.5h17v11H.5Z" fill="${shade.fill}" stroke="#a9bccb"/></svg>${range(shade)}</li>`)}</ul></div>
<ol class="places">${b.places.map((p) => markup`<li>${numberedSign(p.level, p.numeral)}<span>${p.name}</span><small>${p.topic}</small><b>${p.value}</b></li>`)}</ol></div></section>`;
}

function numberedSign(level: Level, numeral: number): Markup {
  return markup`<svg class="sign" viewBox="-12 -12 24 24" width="26" height="26" role="img" aria-label="${numeral}">${signAt(level, { x: 0, y: 0, r: 10, numeral })}</svg>`;
}

function lastMonthOf({ title, note, table }: { title: string; note: string; table: BulletinTable }): Markup {
  return markup`<section class="ruled"><div class="head"><h2>${title}</h2><p>${note}</p></div><div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${table.head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${table.rows.map(({ cells, marked }) => markup`<tr${marked && markup` class="marked"`}>${cells.map((cell, i) => (i === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`))}</tr>`)}</tbody></table></div></section>`;
}
