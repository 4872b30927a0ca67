import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Situation } from '../../../protocol/live/situation.js';
import { signIn } from '../../support/client.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { descendantsOf, isRunning } from '../../support/processes.js';
import { requires } from '../../support/requires.js';
import { makeDataDir } from '../../support/service.js';

const PASSWORD = 'start-demo-password-1';
/** A start builds first when sources are newer than what is built. */
const START_MS = 240_000;

requires('dashboard')('npm start with DATABASE_URL and CITY_DEMO=1', () => {
  let database: TestDatabase;
  let child: ChildProcess;
  let output = '';
  beforeAll(async () => {
    database = await freshDatabase();
    const { PATH = '', HOME = '' } = process.env;
    const settings = {
      DATABASE_URL: database.url,
      CITY_DEMO: '1',
      DEMO_PASSWORD: PASSWORD,
      PORT: '0',
      LOG_LEVEL: 'warn',
    };
    // A process group of its own, as a terminal gives it: Ctrl-C goes to all of it.
    child = spawn(process.execPath, [resolve('cli/start.mjs')], {
      env: { PATH, HOME, DATA_DIR: makeDataDir(), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => (output += text.toString()));
  });
  afterAll(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await database.drop();
  });

  it(
    'is ready, has a city that fills and lives, and leaves no process behind at Ctrl-C',
    async () => {
      await eventually(
        () => output,
        (said) => child.exitCode !== null || said.includes('city-brain is ready'),
        START_MS,
      );
      const url = /city-brain is ready: (\S+)/.exec(output)?.[1] ?? output;
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const operator = await signIn(url, 'operator', PASSWORD);
      const situation = async () => (await (await operator.get('/api/v1/situation')).json()) as Situation;
      await eventually(
        situation,
        ({ totals, sources, vitals }) =>
          totals.today > 0 &&
          sources.some(({ status }) => status === 'live') &&
          vitals.some(({ value }) => value !== null),
        START_MS,
      );
      const all = [child.pid as number, ...descendantsOf(child.pid as number)];
      expect(all.length).toBeGreaterThan(1);
      const exited = once(child, 'exit');
      process.kill(-(child.pid as number), 'SIGINT');
      await exited;
      expect(output).toContain('city-brain has stopped.');
      await eventually(
        () => all.filter(isRunning),
        (left) => left.length === 0,
      );
    },
    START_MS * 2,
  );
});
