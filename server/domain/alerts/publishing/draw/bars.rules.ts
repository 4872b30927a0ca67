import { Markup, markup } from './markup.rules.js';
import { rounded } from './sign.rules.js';
import { BAR, DASH, INK, LINE, NOTE, TONES, type Level } from './tone.data.js';

/** One bar: what stands under it (each word a line), and how many. Null: nothing is known, and no bar stands there. */
export interface Bar {
  label: readonly string[];
  value: number | null;
}

/** The same month of the years, this year so far, and what is expected. */
export interface BarsPicture {
  level: Level;
  /** This year's running month, drawn hollow and apart: it is not over. */
  running: Bar | null;
  past: readonly Bar[];
  mean: number | null;
  expected: { label: readonly string[]; value: number; low: number; high: number } | null;
  /** The picture in a sentence. */
  alt: string;
}

interface Frame {
  width: number;
  height: number;
  /** Size of the letters. */
  size: number;
}

interface Ground extends Frame {
  base: number;
  top: number;
  y(value: number): number;
}

/**
 * Draws the counts of a month as bars from zero; the forecast is a block (its interval) with a thick line (its value), never joined to the facts.
 * @source design of the light pages §1 "forecast"
 */
export function drawBars(picture: BarsPicture, frame: Frame): Markup {
  const ground = groundOf(picture, frame);
  const slots = picture.past.length + (picture.running ? 1.5 : 0) + (picture.expected ? 1 : 0);
  const step = frame.width / Math.max(1, slots);
  const start = picture.running ? step * 1.5 : 0;
  const middle = (i: number) => start + step * (i + 0.5);
  const width = Math.min(step * 0.56, 34);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}" role="img" aria-label="${picture.alt}" font-size="${frame.size}">
<line x1="0" x2="${frame.width}" y1="${ground.base}" y2="${ground.base}" stroke="${LINE}" stroke-width="1"/>
${picture.mean !== null && meanLine(ground.y(picture.mean), start + step * 0.2, frame.width - step * 0.1)}
${picture.running && runningBar(picture.running, { x: step * 0.6, width, ground })}
${picture.past.map((bar, i) => pastBar(bar, { x: middle(i), width, ground }))}
${picture.expected && expectedBlock(picture, { x: middle(picture.past.length), width, ground })}
</svg>`;
}

function groundOf({ running, past, mean, expected }: BarsPicture, frame: Frame): Ground {
  const values = [...past.map((bar) => bar.value ?? 0), running?.value ?? 0, mean ?? 0, expected?.high ?? 0];
  const lines = Math.max(1, ...[...past, running, expected].map((bar) => bar?.label.length ?? 0));
  const base = rounded(frame.height - frame.size * (0.6 + 1.2 * lines));
  const top = frame.size * 1.5;
  const most = Math.max(1, ...values);
  return { ...frame, base, top, y: (value) => rounded(base - ((base - top) * value) / most) };
}

interface Place {
  x: number;
  width: number;
  ground: Ground;
}

function pastBar({ label, value }: Bar, { x, width, ground }: Place): Markup {
  const y = ground.y(value ?? 0);
  return markup`${value !== null && markup`<rect x="${rounded(x - width / 2)}" y="${y}" width="${rounded(width)}" height="${rounded(ground.base - y)}" fill="${BAR}"/>`}${count(value === null ? '—' : String(value), { x, y: y - ground.size * 0.35, size: ground.size })}${words(label, { x, ground, fill: NOTE })}`;
}

function runningBar({ label, value }: Bar, { x, width, ground }: Place): Markup {
  const y = ground.y(value ?? 0);
  return markup`${value !== null && markup`<rect x="${rounded(x - width / 2)}" y="${y}" width="${rounded(width)}" height="${rounded(ground.base - y)}" fill="none" stroke="${DASH}" stroke-width="1.2" stroke-dasharray="3 2.4"/>`}${count(value === null ? '—' : String(value), { x, y: y - ground.size * 0.35, size: ground.size })}${words(label, { x, ground, fill: NOTE })}`;
}

function meanLine(y: number, from: number, to: number): Markup {
  return markup`<line x1="${rounded(from)}" x2="${rounded(to)}" y1="${y}" y2="${y}" stroke="${DASH}" stroke-width="1.2" stroke-dasharray="4 3"/>`;
}

function expectedBlock({ level, expected }: BarsPicture, { x, width, ground }: Place): Markup | null {
  if (!expected) return null;
  const { ink, fill } = TONES[level];
  const [high, low, value] = [ground.y(expected.high), ground.y(expected.low), ground.y(expected.value)];
  const [from, to] = [rounded(x - width / 2), rounded(x + width / 2)];
  const bound = (y: number, thick: number) =>
    markup`<line x1="${from}" x2="${to}" y1="${y}" y2="${y}" stroke="${ink}" stroke-width="${thick}"/>`;
  return markup`<rect x="${from}" y="${high}" width="${rounded(width)}" height="${rounded(low - high)}" fill="${fill}"/>${bound(high, 1)}${bound(low, 1)}${bound(value, 2.6)}${count(String(expected.value), { x, y: high - ground.size * 0.35, size: ground.size, fill: ink, bold: true })}${words(expected.label, { x, ground, fill: ink, bold: true })}`;
}

interface Lettering {
  x: number;
  fill?: string;
  bold?: boolean;
}

function numeral(text: string, { x, y, fill = INK, bold }: Lettering & { y: number }): Markup {
  return markup`<text x="${rounded(x)}" y="${rounded(y)}" text-anchor="middle" fill="${fill}"${weight(bold)}>${text}</text>`;
}

/** The number on top of a bar, on white so that the line of the mean does not cross it. */
function count(text: string, { x, y, size, ...lettering }: Lettering & { y: number; size: number }): Markup {
  const wide = text.length * size * 0.62;
  return markup`<rect x="${rounded(x - wide / 2)}" y="${rounded(y - size * 0.9)}" width="${rounded(wide)}" height="${rounded(size * 1.05)}" fill="#fff"/>${numeral(text, { x, y, ...lettering })}`;
}

function words(label: readonly string[], { x, ground, fill = NOTE, bold }: Lettering & { ground: Ground }): Markup[] {
  return label.map((word, i) =>
    numeral(word, { x, y: ground.base + ground.size * 1.25 * (i + 1), fill, ...(bold && { bold }) }),
  );
}

function weight(bold: boolean | undefined): Markup | null {
  return bold ? markup` font-weight="700"` : null;
}
