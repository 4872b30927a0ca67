import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOver, launch } from './privileges.js';

export const SUPERUSER = 'city';

/** Builtin C.UTF-8: Chinese letters count as letters (pg_trgm drops them under C), and order does not depend on the machine. */
const LOCALE = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--lc-ctype=C.UTF-8',
  '--lc-collate=C',
];

/** Makes the data folder `folder/pg` unless it is there. An interrupted attempt leaves nothing behind that counts. */
export async function initialise(
  folder: string,
  native: string,
  options: { password: string | null; sync: boolean },
): Promise<void> {
  const data = join(folder, 'pg');
  if (existsSync(join(data, 'PG_VERSION'))) return;
  const draft = join(folder, 'pg.new');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = join(folder, 'pg.password');
  writeFileSync(passwordFile, options.password ?? '', { mode: 0o600 });
  handOver(folder, draft, passwordFile);
  const auth = options.password === null ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const args = [
    '-D',
    draft,
    '-U',
    SUPERUSER,
    ...auth,
    ...LOCALE,
    '--no-instructions',
    ...(options.sync ? [] : ['--no-sync']),
  ];
  try {
    await run(join(native, 'bin', 'initdb'), args);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, data);
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { command, args: line, ...user } = launch(program, args, true);
  const child = spawn(command, line, { ...user, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => void (output = (output + chunk.toString()).slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`initdb failed (${status}): ${output.trim()}`);
}
