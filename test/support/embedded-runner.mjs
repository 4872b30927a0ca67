/** A process with an embedded database of its own, to be killed: node embedded-runner.mjs DATA_DIR. Says READY <url>. */
import { register } from 'node:module';

register('./ts-hooks.mjs', import.meta.url);
const { startEmbedded } = await import('../../server/platform/postgres/embedded.ts');
const { takeFolder, releaseFolder, AlreadyRunning, announce } = await import('../../server/platform/service-lock.ts');
const [folder] = process.argv.slice(2);
try {
  takeFolder(folder);
} catch (error) {
  if (!(error instanceof AlreadyRunning)) throw error;
  console.log(`TAKEN ${error.mark.url}`);
  process.exit(3);
}
const database = await startEmbedded(folder, (reason) => console.error(reason));
announce(folder, 'http://127.0.0.1:1');
process.on('SIGTERM', () => void database.stop().then(() => (releaseFolder(folder), process.exit(0))));
console.log(`READY ${database.url}`);
setInterval(() => undefined, 1000);
