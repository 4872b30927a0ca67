/** How often each length in whole seconds is there, ascending by length. */
export type Histogram = [seconds: number, n: number][];

/** Sets how often a length is there, in place; with 0 it goes. */
export function putLength(histogram: Histogram, { seconds, n }: { seconds: number; n: number }): void {
  const at = placeOf(histogram, seconds);
  const isThere = histogram[at]?.[0] === seconds;
  if (n === 0) histogram.splice(at, isThere ? 1 : 0);
  else histogram.splice(at, isThere ? 1 : 0, [seconds, n]);
}

/** The first place whose length is not below `seconds`. */
function placeOf(histogram: Histogram, seconds: number): number {
  let [low, high] = [0, histogram.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((histogram[middle] as [number, number])[0] < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
