import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { describe } from '@jest/globals';

type Need = 'chromium' | 'shared-data' | 'mosquitto' | 'dashboard';

interface Requirement {
  /** Set to 1 (CI does) to make absence a failure instead of a skip. */
  variable: string;
  find(): string | undefined;
  howToGet: string;
}

const REQUIREMENTS: Record<Need, Requirement> = {
  chromium: {
    variable: 'REQUIRE_BROWSER',
    find: () => onPath('chromium', 'chromium-browser', 'google-chrome') ?? existing(process.env.CHROMIUM),
    howToGet: 'install Chromium (apt-get install chromium fonts-noto-cjk) or set CHROMIUM to its path',
  },
  'shared-data': {
    variable: 'REQUIRE_SHARED_DATA',
    find: () => existing(process.env.CITY_SHARED_DATA) ?? existing(resolve('..', 'shared', 'data')),
    howToGet: 'put the shared data in ../shared/data or set CITY_SHARED_DATA to its folder',
  },
  mosquitto: {
    variable: 'REQUIRE_BROKER',
    find: () => onPath('mosquitto'),
    howToGet: 'install mosquitto (apt-get install mosquitto)',
  },
  dashboard: {
    variable: 'REQUIRE_BROWSER',
    find: () => existing(resolve('dashboard', 'dist', 'index.html')),
    howToGet: 'npm run build',
  },
};

/** `describe` when every need is there; otherwise a skip whose name says how to get it, or a failure where CI requires it. */
export function requires(...needs: Need[]): typeof describe | typeof describe.skip {
  const missing = needs.filter((need) => REQUIREMENTS[need].find() === undefined);
  if (missing.length === 0) return describe;
  const reason = missing.map((need) => `needs ${need}: ${REQUIREMENTS[need].howToGet}`).join('; ');
  if (missing.some((need) => process.env[REQUIREMENTS[need].variable] === '1')) throw new Error(reason);
  const skip = (name: string, body: () => void) => describe.skip(`${name} (${reason})`, body);
  return skip as typeof describe.skip;
}

/** Path of something that `requires` found. @throws Error when it is absent */
export function pathOf(need: Need): string {
  const path = REQUIREMENTS[need].find();
  if (path === undefined) throw new Error(`${need} is absent: ${REQUIREMENTS[need].howToGet}`);
  return path;
}

function existing(path: string | undefined): string | undefined {
  return path && existsSync(path) ? path : undefined;
}

function onPath(...names: string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}
