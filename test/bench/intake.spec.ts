import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

describe('bench:intake, short form', () => {
  it('ends with one JSON line of all ratios, on a durable database', async () => {
    const args = [
      '--no-warnings',
      '--import',
      resolve('test/support/register.mjs'),
      resolve('test/bench/intake.ts'),
      '--short',
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 170_000 });
    const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { ratio: object; settings: object };
    expect(Object.keys(last.ratio).sort()).toEqual(['ack', 'cpu', 'http1000', 'single', 'writer']);
    expect(last.settings).toEqual({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  }, 180_000);
});
