import { inspect } from 'node:util';
import { ConfigError } from '../server/platform/config.js';
import { maskPhones } from '../server/platform/mask.js';
import { AlreadyRunning } from '../server/platform/service-lock.js';

/** Everything must be down within this, ms; after it the process leaves anyway. */
const HARD_DEADLINE_MS = 25_000;

/** Exit codes: 3 another service holds the folder, 78 configuration (sysexits EX_CONFIG), 1 anything else. */
const EXIT_RUNNING = 3;
const EXIT_CONFIG = 78;

/** Calls `stop` once, on the first of Ctrl-C, SIGTERM, SIGHUP or an error nobody caught; a second Ctrl-C leaves at once. */
export function stopOnSignals(stop: () => Promise<void>): (exitCode: number) => void {
  let isStopping = false;
  const leave = (exitCode: number) => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(exitCode || 1), HARD_DEADLINE_MS).unref();
    stop().then(
      () => process.exit(exitCode),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', () => (isStopping ? process.exit(130) : leave(0)));
  process.on('SIGTERM', () => leave(0));
  process.on('SIGHUP', () => leave(0));
  const crash = (error: unknown) => {
    console.error(maskPhones(inspect(error)));
    leave(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  return leave;
}

/** Says in one message why the start failed, and ends with the exit code for it. */
export function fail(error: unknown): never {
  if (error instanceof AlreadyRunning) {
    console.error(error.message);
    if (error.mark.url) console.log(error.mark.url);
    process.exit(EXIT_RUNNING);
  }
  if (error instanceof ConfigError) {
    console.error(error.message);
    process.exit(EXIT_CONFIG);
  }
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') console.error(`Port ${port} is taken by another program; choose one with PORT=<number>`);
  // Bugs come with their stack; what a person can mend is said in a sentence.
  else console.error(error instanceof Error && error.cause ? error.message : error);
  process.exit(1);
}
