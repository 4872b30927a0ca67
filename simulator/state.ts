import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const State = z.object({
  /** Source id -> its live key. Secret: the file is 0600. */
  keys: z.record(z.string(), z.string()).default({}),
  /** Epoch minute up to which everything was sent and acknowledged; null before the back history. */
  sentTo: z.int().nullable().default(null),
  /** The gap that is being filled: a fill that was cut short is done again with the same bounds, so that its messages are the same. */
  gap: z.object({ from: z.int(), to: z.int() }).nullable().default(null),
});
export type State = z.infer<typeof State>;

const FILE = 'simulator-keys.json';

/** Reads what the last run left behind; a first run starts empty. */
export function readState(dataDir: string): State {
  try {
    return State.parse(JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return State.parse({});
    throw new Error(`${join(dataDir, FILE)} cannot be read; delete it to start over`, { cause });
  }
}

/** Writes the state whole, so that a killed simulator never leaves half a file. */
export function writeState(dataDir: string, state: State): void {
  const path = join(dataDir, FILE);
  writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
