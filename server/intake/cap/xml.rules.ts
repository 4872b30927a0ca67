import { SaxesParser } from 'saxes';

/** Nesting of a CAP message is five; what nests deeper is no warning. */
const MAX_DEPTH = 16;
/** The longest real message seen has 150 elements; national ones with every county some thousands. */
const MAX_ELEMENTS = 50_000;

/** An element with its namespace. `text`: its own character data, whole. `line` begins at 1. */
export interface XmlElement {
  name: string;
  namespace: string;
  text: string;
  children: XmlElement[];
  /** Names of attributes other than namespace declarations and those of XML Schema instances. */
  attributes: string[];
  line: number;
}

/** Why text is no XML that is read here. */
export class XmlFault extends Error {
  constructor(
    readonly code: 'xml/not-well-formed' | 'xml/doctype' | 'xml/too-deep' | 'xml/too-large',
    detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/**
 * Reads a document into elements. A document type declaration is refused before anything in it means something: no entity is ever expanded and nothing
 * is ever fetched. Comments and processing instructions are passed over. @throws XmlFault
 */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  parser.on('error', (cause) => {
    throw new XmlFault('xml/not-well-formed', cause.message, { cause });
  });
  parser.on('doctype', () => {
    throw new XmlFault('xml/doctype', 'a document type declaration is not accepted: warnings have none, attacks do');
  });
  parser.on('opentag', (tag) => {
    if (++count > MAX_ELEMENTS) throw new XmlFault('xml/too-large', `more than ${MAX_ELEMENTS} elements`);
    if (open.length >= MAX_DEPTH) throw new XmlFault('xml/too-deep', `nested deeper than ${MAX_DEPTH}`);
    const element: XmlElement = {
      ...{ name: tag.local, namespace: tag.uri, text: '', children: [], line: parser.line },
      attributes: Object.values(tag.attributes).flatMap(({ name, uri }) => (isPlumbing(uri) ? [] : [name])),
    };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  const write = (characters: string) => {
    const element = open.at(-1);
    if (element) element.text += characters;
  };
  parser.on('text', write);
  parser.on('cdata', write);
  parser.write(text).close();
  if (!root) throw new XmlFault('xml/not-well-formed', 'there is no element');
  return root;
}

function isPlumbing(uri: string): boolean {
  return uri === 'http://www.w3.org/2000/xmlns/' || uri === 'http://www.w3.org/2001/XMLSchema-instance';
}
