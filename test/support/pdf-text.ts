import { inflateSync } from 'node:zlib';

/** What a reader of a PDF gets when he selects all of it: its texts in the order they were written, by the fonts' own maps to Unicode. */
export function pdfText(file: Buffer): string {
  const objects = objectsOf(file);
  const bodies = [...objects.values()];
  const maps = fontMaps(objects);
  const pages = bodies.filter(
    ({ text, stream }) => stream !== null && !/\/(Subtype|Type|Length1|CIDToGIDMap)/.test(text),
  );
  return pages.map(({ stream }) => readPage(stream as string, maps)).join('\n');
}

/** Entries of the catalogue and of the pages that a test asks for. */
export function pdfFacts(file: Buffer): {
  pages: number;
  tagged: boolean;
  lang: string | undefined;
  figures: string[];
} {
  const texts = [...objectsOf(file).values()].map(({ text }) => text);
  return {
    pages: texts.filter((text) => /\/Type \/Page\b/.test(text)).length,
    tagged: texts.some((text) => /\/Marked true/.test(text)),
    lang: texts.map((text) => /\/Lang \(([^)]*)\)/.exec(text)?.[1]).find(Boolean),
    figures: texts.filter((text) => /\/S \/Figure/.test(text)),
  };
}

interface PdfObject {
  text: string;
  stream: string | null;
}

function objectsOf(file: Buffer): Map<string, PdfObject> {
  const raw = file.toString('latin1');
  const found = [...raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)];
  return new Map(found.map(([, id = '', body = '']) => [id, objectOf(body)]));
}

function objectOf(body: string): PdfObject {
  const at = body.indexOf('\nstream\n');
  if (at < 0) return { text: body, stream: null };
  const text = body.slice(0, at);
  const bytes = Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1');
  const stream = text.includes('/FlateDecode') ? inflateSync(bytes) : bytes;
  return { text, stream: stream.toString('latin1') };
}

/** By the name of a font on the pages: its glyphs' characters. */
function fontMaps(objects: Map<string, PdfObject>): Map<string, Map<string, string>> {
  const maps = new Map<string, Map<string, string>>();
  for (const { text } of objects.values())
    for (const [, name = '', id = ''] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.text ?? '')?.[1];
      if (unicode) maps.set(name, mapOf(objects.get(unicode)?.stream ?? ''));
    }
  return maps;
}

/** Reads `beginbfrange` with arrays, as pdfkit writes it. */
function mapOf(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, from = '', list = ''] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ''], i) =>
      map.set((Number.parseInt(from, 16) + i).toString(16).padStart(4, '0'), utf16(hex.replaceAll(' ', ''))),
    );
  return map;
}

function utf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}

function readPage(content: string, maps: Map<string, Map<string, string>>): string {
  let map = new Map<string, string>();
  const lines: string[] = [];
  for (const [, font, array] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) map = maps.get(font) ?? new Map<string, string>();
    else
      lines.push(
        glyphsOf(array ?? '')
          .map((glyph) => map.get(glyph) ?? '\ufffd')
          .join(''),
      );
  }
  return lines.join('\n');
}

function glyphsOf(array: string): string[] {
  return [...array.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.toLowerCase().match(/.{4}/g) ?? []);
}
