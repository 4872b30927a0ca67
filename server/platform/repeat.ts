import { Logger } from '@nestjs/common';

/**
 * Runs `work` every `everyMs`, never twice at once, until stopped. A failing turn is logged once until a turn succeeds again, and the
 * loop goes on. @returns stop, which resolves when the turn under way has ended
 */
export function repeat(name: string, everyMs: number, work: () => Promise<void>): () => Promise<void> {
  const log = new Logger(name);
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      await work();
      if (failing) log.log('works again');
      failing = false;
    } catch (error) {
      if (!failing && !stopped) log.warn({ msg: 'turn failed; trying again', error: (error as Error).message });
      failing = true;
    }
    if (stopped) return;
    timer = setTimeout(() => {
      turn = run();
    }, everyMs).unref();
  };
  turn = run();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await turn;
  };
}
