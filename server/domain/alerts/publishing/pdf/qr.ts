import QRCode from 'qrcode';
import { markup, type Markup } from '../draw/markup.rules.js';
import { INK } from '../draw/tone.data.js';

/** Modules of quiet ground round a code. @source ISO/IEC 18004 §6.3.8 */
const QUIET = 4;

/** Draws a QR code as vectors, `size` wide with its quiet ground. */
export function qrCode(text: string, size: number): Markup {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const n = modules.size + 2 * QUIET;
  const dark = [...modules.data].flatMap((on, i) =>
    on ? `M${(i % modules.size) + QUIET} ${Math.floor(i / modules.size) + QUIET}h1v1h-1z` : [],
  );
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n} ${n}" width="${size}" height="${size}"><path d="${dark.join('')}" fill="${INK}"/></svg>`;
}
