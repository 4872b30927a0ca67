/** Widths of a letter and of a Chinese character, in parts of the font size. @source Noto Sans SC, mean of Latin lower case */
const LATIN = 0.56;
const WIDE = 1;

/** Estimates the width of a text in px. @param size font size in px */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, c) => sum + (c > '\u2e7f' ? WIDE : LATIN), 0) * size;
}
