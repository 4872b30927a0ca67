/** node cli/run.mjs NAME [arguments]: runs dist/cli/NAME.js (the simulator: its own main), built first when the sources are newer. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { watchParent } from './parent-watch.mjs';

const [name, ...rest] = process.argv.slice(2);
if (!name) {
  console.error('usage: node cli/run.mjs NAME [arguments]');
  process.exit(2);
}
watchParent();
try {
  buildIfStale({ only: 'service' });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const program = new URL(name === 'simulator' ? '../dist/simulator/main.js' : `../dist/cli/${name}.js`, import.meta.url);
if (!existsSync(program)) {
  console.error(`there is no command ${name}`);
  process.exit(2);
}
process.argv = [process.argv[0], fileURLToPath(program), ...rest];
await import(program.href);
