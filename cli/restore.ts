import { copyFileSync, existsSync, mkdirSync, constants, chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load, readHead } from '../server/platform/backup/load.js';
import { loadConfig } from '../server/platform/config.js';
import { migrate, migrateTo } from '../server/platform/data-source.js';
import { keyIdsOf } from '../server/platform/secret.js';
import { runningService } from '../server/platform/service-lock.js';
import { withDatabase } from './database-of.js';
import { fail } from './lifecycle.js';
import { printCounts } from './print-counts.js';

/** `npm run restore -- FILE`: a backup into an empty database, embedded or external, then up to the newest schema. */
const [path] = process.argv.slice(2);
if (!path) {
  console.error('usage: SECRET_KEY_FILE=... npm run restore -- FILE');
  process.exit(2);
}
try {
  const config = loadConfig();
  if (runningService(config.dataDir)) throw new Error('the service of this data folder is running; stop it first');
  const head = await readHead(path);
  const has = existsSync(config.secretKeyFile) ? keyIdsOf(config.secretKeyFile) : [];
  const lacking = head.keyIds.filter((id) => !has.includes(id));
  if (lacking.length > 0) {
    console.error(
      `This backup needs key ${lacking.join(', ')}; ${config.secretKeyFile} has ${has.join(', ') || 'none'}.`,
    );
    console.error('Name the right file: SECRET_KEY_FILE=/safe/secret.key npm run restore -- FILE');
    process.exit(1);
  }
  const rows = await withDatabase(config, async (url) => {
    await migrateTo(url, head.migrations);
    const counts = await load(url, path);
    await migrate(url);
    return counts;
  });
  printCounts(rows);
  console.log(`Restored as of ${head.at}.`);
  keepKey(config.secretKeyFile, join(config.dataDir, 'secret.key'));
  process.exit(0);
} catch (error) {
  fail(error);
}

/** Puts the key where the next start looks for it by default. */
function keepKey(from: string, to: string): void {
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, 0o600);
}
