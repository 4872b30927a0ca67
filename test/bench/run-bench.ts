import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** Runs a bench in its short form and answers its last line. @throws Error when it ends with another code than 0 */
export async function runBench<T>(
  name: 'intake' | 'live' | 'snapshot' | 'desk' | 'risk' | 'kpi' | 'poison',
): Promise<T> {
  const register = resolve('test/support/register.mjs');
  const args = ['--no-warnings', '--import', register, resolve(`test/bench/${name}.ts`), '--short'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 170_000 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}
