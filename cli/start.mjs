import { buildIfStale } from './build-if-stale.mjs';
import { watchParent } from './parent-watch.mjs';

watchParent();
try {
  buildIfStale();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/cli/start.js');
