import type { PublishedAlert } from '../../../../protocol/alert.js';
import { bulletinOf } from './bulletin.rules.js';
import { capXml } from './cap/cap-xml.rules.js';
import { versionPage } from './page/pages.rules.js';
import { alertPdf } from './pdf/alert-pdf.js';
import { loadFonts } from './pdf/fonts.js';
import { publicAlert } from './public-alert.rules.js';
import type { Reading } from './reading.js';

export type Format = 'page' | 'pdf' | 'cap' | 'json';

interface Writer {
  type: string;
  write: (published: PublishedAlert, reading: Reading) => string | Promise<Buffer>;
}

/** How each format of a version is written, and what it is called on the wire. */
export const FORMATS: Readonly<Record<Format, Writer>> = {
  page: {
    type: 'text/html; charset=utf-8',
    write: (published, reading) => versionPage(published, reading),
  },
  pdf: { type: 'application/pdf', write: writePaper },
  cap: {
    type: 'application/cap+xml; charset=utf-8',
    write: (published, reading) => capXml({ published, reading }),
  },
  json: {
    type: 'application/json; charset=utf-8',
    write: (published) => JSON.stringify(publicAlert(published)),
  },
};

/** Writes the paper of a version, or of a draft. */
export async function writePaper(published: PublishedAlert, reading: Reading): Promise<Buffer> {
  return alertPdf(bulletinOf(published, reading), await loadFonts());
}
