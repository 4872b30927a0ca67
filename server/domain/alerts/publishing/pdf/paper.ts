import { setImmediate as turn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import svgToPdf from 'svg-to-pdfkit';
import type { Markup } from '../draw/markup.rules.js';
import { INK } from '../draw/tone.data.js';
import type { Fonts } from './fonts.js';

/** A4 in points, with its margins. The foot carries what stands on every page. */
export const SHEET = { width: 595.28, height: 841.89, left: 54, right: 541, top: 40, foot: 76 };
/** Lowest line of the text. */
const BOTTOM = SHEET.height - SHEET.foot - 14;

interface Type {
  size?: number;
  bold?: boolean;
  colour?: string;
  align?: 'left' | 'right' | 'center';
  /** Space between lines, points. */
  gap?: number;
}

/** Text in a box: its left edge, width and height of its top. */
export interface Spot extends Type {
  x?: number;
  width?: number;
  y?: number;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Tag = 'H1' | 'H2' | 'H3' | 'P' | 'Figure' | 'Table' | 'TR' | 'TH' | 'TD' | 'L' | 'LI' | 'LBody' | 'Sect';
type Element = PDFKit.PDFStructureElement;

/** A4 pages that are written downwards, tagged for readers as they are for eyes. Points from the top left. */
export class Paper {
  readonly doc: PDFKit.PDFDocument;
  y = SHEET.top;
  private readonly chunks: Buffer[] = [];
  private readonly stack: Element[] = [];

  constructor(
    private readonly about: { title: string; author: string; lang: string; created: Date },
    fonts: Fonts,
  ) {
    this.doc = new PDFDocument({
      size: 'A4',
      margins: { top: 0, left: 0, right: 0, bottom: 0 },
      tagged: true,
      lang: about.lang,
      displayTitle: true,
      bufferPages: true,
      pdfVersion: '1.7',
      // The same alert makes the same file, byte by byte.
      info: { Title: about.title, Author: about.author, CreationDate: about.created, ModDate: about.created },
    });
    this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
    const root = this.doc.struct('Document');
    this.doc.addStructure(root);
    this.stack.push(root);
  }

  /** Begins a new page when less than `height` is left on this one. */
  need(height: number): void {
    if (this.y + height <= BOTTOM) return;
    this.doc.addPage();
    this.y = SHEET.top;
  }

  /** Lets others have their turn: a long paper is many short pieces of work. */
  async breathe(): Promise<void> {
    await turn();
  }

  /** Groups what `draw` writes under a tag. */
  group(tag: Tag, draw: () => void): void {
    const element = this.doc.struct(tag);
    this.stack.at(-1)?.add(element);
    this.stack.push(element);
    draw();
    this.stack.pop();
    element.end();
  }

  /** Writes text under a tag at a spot, without moving down. @returns its height */
  put(tag: Tag, text: string, spot: Spot = {}): number {
    const { x = SHEET.left, width = SHEET.right - x, y = this.y, align = 'left', gap = 2, colour = INK } = spot;
    this.type(spot);
    const height = this.doc.heightOfString(text, { width, lineGap: gap });
    this.mark(tag, {}, () => {
      this.type(spot);
      this.doc.fillColor(colour).text(this.fitted(text), x, y, { width, align, lineGap: gap });
    });
    return height;
  }

  /** Writes a block of text and moves below it; begins a new page when it would not fit. */
  write(tag: Tag, text: string, spot: Spot & { after?: number } = {}): void {
    this.type(spot);
    const { x = SHEET.left, width = SHEET.right - x, gap = 2 } = spot;
    this.need(this.doc.heightOfString(text, { width, lineGap: gap }));
    this.y += this.put(tag, text, { ...spot, y: this.y }) + (spot.after ?? 4);
  }

  /** Height of text in a box. */
  height(text: string, spot: Spot): number {
    this.type(spot);
    const { x = SHEET.left, width = SHEET.right - x, gap = 2 } = spot;
    return this.doc.heightOfString(text, { width, lineGap: gap });
  }

  /** Draws a picture with its sentence; without one it is decoration and readers pass it by. */
  picture(svg: Markup, { alt, ...box }: Box & { alt?: string }): void {
    const draw = () => this.plain(svg, box);
    if (alt === undefined) this.aside(draw);
    else this.mark('Figure', { alt }, draw);
  }

  /** Draws a picture into what is marked already. */
  plain(svg: Markup, { x, y, width, height }: Box): void {
    svgToPdf(this.doc, svg.text, x, y, {
      width,
      height,
      assumePt: true,
      fontCallback: (_family, bold) => (bold ? 'bold' : 'regular'),
      warningCallback: () => undefined,
    });
  }

  /** Draws a rule from edge to edge. */
  rule(y: number, { width = 0.5, colour = INK, from = SHEET.left, to = SHEET.right } = {}): void {
    this.aside(() => this.doc.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor(colour).stroke());
  }

  /** Draws what readers pass by. */
  aside(draw: () => void): void {
    this.doc.markContent('Artifact');
    draw();
    this.doc.endMarkedContent();
  }

  /** Writes onto every page what each carries, knowing how many there are. */
  eachPage(draw: (page: number, of: number) => void): void {
    const { start, count } = this.doc.bufferedPageRange();
    for (let i = 0; i < count; i += 1) {
      this.doc.switchToPage(start + i);
      this.aside(() => draw(i + 1, count));
    }
  }

  /** Sets the type of what is written next. */
  type({ size = 10, bold = false }: Type): void {
    this.doc.font(bold ? 'bold' : 'regular').fontSize(size);
  }

  /** Ends the paper. @returns the file */
  async end(): Promise<Buffer> {
    for (const element of this.stack) element.end();
    const ended = new Promise<void>((resolve, reject) => this.doc.on('end', resolve).on('error', reject));
    this.doc.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  /** The Chinese type sets this mark as wide as a character: in English it would tear words apart. */
  private fitted(text: string): string {
    return this.about.lang === 'en' ? text.replaceAll('’', "'") : text;
  }

  private mark(tag: Tag, options: { alt?: string }, draw: () => void): void {
    this.stack.at(-1)?.add(this.doc.struct(tag, options, [draw]));
  }
}
