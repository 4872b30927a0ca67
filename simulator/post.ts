import type { Api } from './api.js';

/** Items a request may carry. */
const MOST_ITEMS = 1000;

/** One line to the intake per source: keeps order, one request under way, everything that waits goes with the next. */
export class Post {
  private readonly lines = new Map<string, { waiting: object[]; busy: Promise<void> | null }>();

  constructor(
    private readonly api: Api,
    private readonly keyOf: (source: string) => string | undefined,
    private readonly signal: AbortSignal,
  ) {}

  /** Puts a message on its source's line. */
  add(source: string, message: object): void {
    const line = this.lines.get(source) ?? { waiting: [], busy: null };
    this.lines.set(source, line);
    line.waiting.push(message);
    line.busy ??= this.drain(source, line.waiting).finally(() => (line.busy = null));
  }

  /** Waits until nothing waits. */
  async settled(): Promise<void> {
    for (const line of this.lines.values()) while (line.busy) await line.busy;
  }

  private async drain(source: string, waiting: object[]): Promise<void> {
    // The tick that adds the first message adds the others too: let it finish before the request leaves.
    await Promise.resolve();
    while (waiting.length > 0 && !this.signal.aborted) {
      const key = this.keyOf(source);
      const items = waiting.slice(0, MOST_ITEMS);
      const answer =
        key === undefined ? null : await this.api.send(key, items, this.signal).catch(stopped(this.signal));
      if (answer === undefined) return;
      if (answer === null)
        console.error(`simulator: the key of ${source} is not accepted; delete simulator-keys.json to make new ones`);
      waiting.splice(0, items.length);
    }
  }
}

function stopped(signal: AbortSignal) {
  return (error: unknown): undefined => {
    if (!signal.aborted) throw error;
    return undefined;
  };
}
