import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What each build reads, and the file it always writes. */
const BUILDS = [
  {
    name: 'service',
    sources: [
      'protocol',
      'server',
      'migrations',
      'cli',
      'simulator',
      'package.json',
      'tsconfig.json',
      'tsconfig.build.json',
    ],
    product: 'dist/cli/start.js',
    program: 'node_modules/@nestjs/cli/bin/nest.js',
    args: ['build'],
  },
  {
    name: 'dashboard',
    sources: ['protocol', 'dashboard', 'vite.config.ts', 'package.json'],
    product: 'dashboard/dist/index.html',
    program: 'node_modules/vite/bin/vite.js',
    args: ['build'],
  },
];

/** Builds whatever is older than its sources. Without the build tools (a production install) the shipped build is used. */
export function buildIfStale({ only } = {}) {
  for (const build of BUILDS) {
    if (only && build.name !== only) continue;
    const product = join(ROOT, build.product);
    const built = existsSync(product) ? statSync(product).mtimeMs : 0;
    if (built > newest(build.sources.map((source) => join(ROOT, source)))) continue;
    if (!existsSync(join(ROOT, build.program))) {
      if (built > 0) continue;
      throw new Error(`the ${build.name} is not built and the build tools are absent: run npm ci && npm run build`);
    }
    console.log(`Building the ${build.name} ...`);
    const { status } = spawnSync(process.execPath, [join(ROOT, build.program), ...build.args], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`the ${build.name} did not build (npm run build shows why)`);
  }
}

/** Time of the newest file or folder (a removed file changes its folder), 0 when there is none. */
function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) continue;
    const names = stat.isDirectory() ? readdirSync(path) : [];
    // A build that writes into its own source folder changes that folder: only the files count there.
    const own = names.includes('dist') ? 0 : stat.mtimeMs;
    const inside = newest(names.filter((name) => name !== 'dist').map((name) => join(path, name)));
    latest = Math.max(latest, own, inside);
  }
  return latest;
}
