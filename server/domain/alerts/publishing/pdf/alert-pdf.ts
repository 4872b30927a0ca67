import type { Bulletin } from '../bulletin.js';
import { INK, LINE, NOTE } from '../draw/tone.data.js';
import { WORDS } from '../words.data.js';
import type { Fonts } from './fonts.js';
import { writeHeading } from './heading.section.js';
import { Paper, SHEET } from './paper.js';
import { qrCode } from './qr.js';
import { writeMap } from './map.section.js';
import { writeRisks } from './risks.section.js';

const QR = 50;

/**
 * Writes an alert as A4: text that can be selected and read aloud, pictures as vectors, on every page who says it, where to check it and the hash.
 * Made in short pieces, so that whoever waits for the service waits less than a tenth of a second.
 */
export async function alertPdf(bulletin: Bulletin, fonts: Fonts): Promise<Buffer> {
  const { title, issuer: author, lang, publishedAt: created } = bulletin;
  const paper = new Paper({ title, author, lang, created }, fonts);
  writeHead(paper, bulletin);
  await paper.breathe();
  await writeRisks(paper, bulletin);
  writeMap(paper, bulletin);
  await paper.breathe();
  for (const { title: heading, items } of bulletin.advice) {
    writeHeading(paper, heading);
    items.forEach((item, i) => paper.write('P', `${i + 1}. ${item}`, { size: 10, after: 2 }));
    await paper.breathe();
  }
  writePhones(paper, bulletin);
  writeLastMonth(paper, bulletin);
  await paper.breathe();
  writeHeading(paper, WORDS[lang].sources);
  for (const line of bulletin.sources) paper.write('P', line, { size: 9, colour: NOTE });
  for (const line of bulletin.colophon) paper.write('P', line, { size: 9, colour: NOTE, after: 1 });
  await paper.breathe();
  writeFeet(paper, bulletin);
  return paper.end();
}

function writeHead(paper: Paper, b: Bulletin): void {
  const [number, ...rest] = b.identity;
  paper.put('P', b.issuer, { size: 13, bold: true, width: 330, y: paper.y + 4 });
  if (number) paper.put('P', number.value, { size: 9, colour: NOTE, x: 390, align: 'right' });
  paper.put('P', WORDS[b.lang].version(b.version), { size: 9, colour: NOTE, x: 390, align: 'right', y: paper.y + 14 });
  paper.y += 34;
  paper.rule(paper.y, { width: 1.8 });
  paper.y += 14;
  paper.write('H1', b.title, { size: 22, bold: true, align: 'center', after: 4 });
  const identity = rest.map(({ label, value }) => `${label} ${value}`).join('   ·   ');
  paper.write('P', identity, { size: 9, colour: NOTE, align: 'center', after: 6 });
  if (b.strip) writeStrip(paper, b.strip);
  for (const text of [b.nature, b.demo ?? []].flat())
    paper.write('P', text, { size: 9, colour: NOTE, align: 'center', after: 2 });
  writeHeading(paper, WORDS[b.lang].outlook);
  for (const text of b.outlook) paper.write('P', text, { size: 10.5, gap: 4, after: 3 });
  if (b.calendar.length === 0) return;
  const days = b.calendar.map(({ days, text }) => `${days} ${text}`).join('   ·   ');
  paper.write('P', days, { size: 9, colour: NOTE });
}

function writeStrip(paper: Paper, { text }: NonNullable<Bulletin['strip']>): void {
  paper.rule(paper.y, { colour: '#a85400' });
  paper.y += 5;
  paper.write('P', text, { size: 10.5, bold: true, colour: '#a85400', after: 2 });
  paper.rule(paper.y + 2, { colour: '#a85400' });
  paper.y += 8;
}

function writePhones(paper: Paper, { phones, lang }: Bulletin): void {
  if (phones.length === 0) return;
  writeHeading(paper, WORDS[lang].phones);
  const width = (SHEET.right - SHEET.left) / phones.length;
  phones.forEach(({ number, name }, i) => {
    const x = SHEET.left + i * width;
    paper.put('P', number, { x, width, align: 'center', size: 14, bold: true });
    paper.put('P', name, { x, width, align: 'center', size: 8.5, colour: NOTE, y: paper.y + 20 });
  });
  paper.y += 38;
}

function writeLastMonth(paper: Paper, { lastMonth }: Bulletin): void {
  if (!lastMonth) return;
  const { title, note, table } = lastMonth;
  writeHeading(paper, title, note);
  const [first, rest] = [190, (SHEET.right - SHEET.left - 190) / Math.max(1, table.head.length - 1)];
  const row = (tag: 'TH' | 'TD', cells: readonly string[], colour: string) => {
    paper.need(20);
    paper.group('TR', () =>
      cells.forEach((cell, i) => {
        const spot = i === 0 ? { width: first } : { x: SHEET.left + first + (i - 1) * rest, width: rest };
        paper.put(i === 0 ? 'TH' : tag, cell, { ...spot, size: 9.5, colour, align: i === 0 ? 'left' : 'right' });
      }),
    );
    paper.y += 17;
    paper.rule(paper.y - 1, { colour: LINE });
  };
  paper.group('Table', () => {
    row('TH', table.head, NOTE);
    for (const { cells } of table.rows) row('TD', cells, INK);
  });
}

/** Every page names its source: a sheet that is passed on alone can still be checked. */
function writeFeet(paper: Paper, b: Bulletin): void {
  const w = WORDS[b.lang];
  const top = SHEET.height - SHEET.foot;
  const code = qrCode(b.url, QR);
  paper.eachPage((page, of) => {
    paper.doc.moveTo(SHEET.left, top).lineTo(SHEET.right, top).lineWidth(1.2).strokeColor(INK).stroke();
    paper.plain(code, { x: SHEET.left - 4, y: top + 5, width: QR, height: QR });
    const x = SHEET.left + QR + 4;
    const line = (text: string, y: number, align: 'left' | 'right' = 'left') =>
      paper.doc.text(text, x, top + y, { width: SHEET.right - x, align, lineBreak: align === 'right' });
    paper.type({ size: 8 });
    paper.doc.fillColor(NOTE);
    line(`${w.scan}: ${b.url}`, 8);
    line(`${b.id} · ${w.version(b.version)} · ${w.hash} sha256`, 21);
    line(b.hash, 34);
    line(w.page(page, of), 47, 'right');
  });
}
