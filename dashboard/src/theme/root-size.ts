/** How much bigger than 16 px one rem is now: canvases multiply their sizes by it, so that 4K walls stay crisp and in proportion. */
export function rootFactor(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}
