import { dump } from '../server/platform/backup/dump.js';
import { readHead } from '../server/platform/backup/load.js';
import { loadConfig } from '../server/platform/config.js';
import { withDatabase } from './database-of.js';
import { fail } from './lifecycle.js';
import { printCounts } from './print-counts.js';

/** `npm run backup -- FILE`: the whole database into one file, while the service runs or not. */
const [path] = process.argv.slice(2);
if (!path) {
  console.error('usage: npm run backup -- FILE');
  process.exit(2);
}
try {
  const config = loadConfig();
  const rows = await withDatabase(config, (url) => dump(url, path));
  const { keyIds } = await readHead(path);
  printCounts(rows);
  console.log(`Written to ${path}.`);
  console.log(
    `Not in it: the secret key ${keyIds.join(', ')} (${config.secretKeyFile}). Keep a copy of that file somewhere else.`,
  );
  process.exit(0);
} catch (error) {
  fail(error);
}
