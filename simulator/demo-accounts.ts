import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Password of a demo account: one for all by DEMO_PASSWORD, else from the file that the start wrote. @throws Error when it stands nowhere */
export function demoPassword(dataDir: string, username: string): string {
  const given = process.env['DEMO_PASSWORD'];
  if (given) return given;
  const file = join(dataDir, 'demo-accounts.txt');
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.map((line) => line.trim().split(/\s+/)).find(([name]) => name === username);
  if (found?.[1] === undefined) throw new Error(`no ${username} in ${file}`);
  return found[1];
}
