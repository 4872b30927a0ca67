import { setTimeout as wait } from 'node:timers/promises';

/** Asks until the answer is as wanted, or fails with the last answer after `withinMs`. @returns milliseconds it took */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  wanted: (answer: T) => boolean,
  withinMs = 5000,
): Promise<number> {
  const start = performance.now();
  for (;;) {
    const answer = await ask();
    const tookMs = performance.now() - start;
    if (wanted(answer)) return tookMs;
    if (tookMs > withinMs) throw new Error(`after ${withinMs} ms still ${JSON.stringify(answer)}`);
    await wait(20);
  }
}
