import type { Bulletin, BulletinRisk } from '../bulletin.js';
import { drawBars } from '../draw/bars.rules.js';
import { signIcon } from '../draw/sign.rules.js';
import { LINE, NOTE, TONES } from '../draw/tone.data.js';
import { WORDS } from '../words.data.js';
import { writeHeading } from './heading.section.js';
import { SHEET, type Paper } from './paper.js';

const BARS = { width: 210, height: 92, size: 7.5 };
const TEXT = { width: 188, size: 9 };
const FIGURES = { x: SHEET.left + 196, width: 78 };

/** Writes the topics: words on the left, figures in the middle, the picture on the right. */
export async function writeRisks(paper: Paper, { risks, risksNote, lang }: Bulletin): Promise<void> {
  writeHeading(paper, WORDS[lang].risks, risksNote);
  for (const risk of risks) {
    writeRisk(paper, risk, lang);
    await paper.breathe();
  }
}

function writeRisk(paper: Paper, risk: BulletinRisk, lang: Bulletin['lang']): void {
  const lines = linesOf(risk, WORDS[lang].lead);
  const heights = lines.map((line) => paper.height(line.text, { ...TEXT, ...line }) + 2);
  const height = Math.max(
    BARS.height + 8,
    heights.reduce((a, b) => a + b, 6),
  );
  paper.need(height);
  const top = paper.y;
  paper.group('Sect', () => {
    writeWords(paper, risk, { lines, heights, top });
    writeFigures(paper, risk, top);
    const x = SHEET.right - BARS.width;
    paper.picture(drawBars(risk.bars, BARS), { ...BARS, x, y: top + 2, alt: risk.bars.alt });
  });
  paper.y = top + height;
  paper.rule(paper.y, { colour: LINE });
  paper.y += 6;
}

interface Line {
  text: string;
  tag: 'H3' | 'P';
  size: number;
  bold?: boolean;
  colour?: string;
  x?: number;
  width: number;
}

function linesOf(risk: BulletinRisk, lead: string): Line[] {
  const { width, size } = TEXT;
  const { ink: colour } = TONES[risk.level];
  const texts = [...risk.text, risk.places, ...risk.examples.map((example) => `– ${example}`)].filter(Boolean);
  return [
    { text: `${risk.numeral} ${risk.name}`, tag: 'H3', size: 11, bold: true, width },
    {
      text: `${risk.levelName}   ${lead} ${risk.lead}`,
      tag: 'P',
      size,
      bold: true,
      colour,
      x: SHEET.left + 15,
      width: width - 15,
    },
    ...texts.map((text): Line => ({ text, tag: 'P', size, width })),
  ];
}

function writeWords(
  paper: Paper,
  { level }: BulletinRisk,
  { lines, heights, top }: { lines: readonly Line[]; heights: readonly number[]; top: number },
): void {
  let y = top;
  lines.forEach(({ tag, text, ...spot }, i) => {
    if (i === 1) paper.picture(signIcon(level), { x: SHEET.left, y: y + 1, width: 11, height: 11 });
    paper.put(tag, text, { ...spot, y });
    y += heights[i] ?? 0;
  });
}

function writeFigures(paper: Paper, { running, mean, expected, level }: BulletinRisk, top: number): void {
  let y = top;
  const line = (text: string, spot: { size: number; colour?: string }) => {
    y += paper.put('P', text, { ...FIGURES, ...spot, y, align: 'right', gap: 0 }) + 0.5;
  };
  for (const stated of [running, mean]) {
    if (!stated) continue;
    line(stated.label, { size: 7.5, colour: NOTE });
    line(stated.value, { size: 10 });
  }
  if (!expected) return;
  const { ink: colour } = TONES[level];
  line(expected.label, { size: 7.5, colour: NOTE });
  line(expected.value, { size: 14, colour });
  line(expected.interval, { size: 7.5, colour: NOTE });
  line(expected.change, { size: 7.5, colour: NOTE });
}
