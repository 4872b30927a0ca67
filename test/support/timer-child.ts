/** An instance of the service reduced to its timers, in a process of its own so that it can be frozen. Says `middle` inside its 200th transaction part. */
import { setTimeout as wait } from 'node:timers/promises';
import { notingHandler, timersInstance } from './timers.js';

/** Firings after which it stops for a moment inside a transaction and says so. */
const MIDDLE = 200;
const PAUSE_MS = 1000;
let fired = 0;

const handler = notingHandler(async () => {
  fired++;
  if (fired !== MIDDLE) return;
  process.send?.('middle');
  await wait(PAUSE_MS);
});
const instance = await timersInstance(process.env['DATABASE_URL'] ?? '', handler);
instance.scheduler.onApplicationBootstrap();
process.send?.('ready');
process.once('SIGTERM', () => void instance.stop().then(() => process.exit(0)));
