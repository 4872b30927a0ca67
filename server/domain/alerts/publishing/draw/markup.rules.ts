/** Text that is markup already: everything else is escaped where it is put in. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

type Inlay = Markup | readonly Inlay[] | string | number | null | undefined | false;

/** Characters that XML 1.0 cannot hold, escaped or not. @source XML 1.0 §2.2 */
// eslint-disable-next-line no-control-regex
const UNHOLDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Writes HTML, SVG or XML. Whatever is put in is escaped, unless it is markup itself; null, undefined and false leave nothing. */
export function markup(parts: TemplateStringsArray, ...inlays: readonly Inlay[]): Markup {
  return new Markup(parts.map((part, i) => part + textOf(inlays[i])).join(''));
}

/** Writes an XML element; with empty content nothing. Names are ours, never from outside. */
export function element(name: string, content: Inlay): Markup | null {
  const text = textOf(content);
  return text === '' ? null : new Markup(`<${name}>${text}</${name}>\n`);
}

function textOf(inlay: Inlay): string {
  if (inlay === null || inlay === undefined || inlay === false) return '';
  if (inlay instanceof Markup) return inlay.text;
  if (typeof inlay === 'object') return inlay.map(textOf).join('');
  return escaped(String(inlay));
}

function escaped(text: string): string {
  return text.replace(UNHOLDABLE, '\ufffd').replace(/[&<>"']/g, (found) => ESCAPES[found] ?? found);
}
