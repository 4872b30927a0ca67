import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { freshDatabase, type TestDatabase } from './database.js';

export interface TestApp {
  app: NestFastifyApplication;
  /** Address of the listening service; empty with `listen: false`. */
  url: string;
  database: TestDatabase;
  /** Folder of keys and generated passwords. */
  dataDir: string;
  close(): Promise<void>;
}

/**
 * Boots the whole service on a database of its own (or on `database`, to start a second instance). `env` is laid over
 * process.env while it starts, and taken back when it closes.
 */
export async function bootApp(
  options: { listen?: boolean; env?: Record<string, string>; database?: TestDatabase; dataDir?: string } = {},
): Promise<TestApp> {
  const database = options.database ?? (await freshDatabase());
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'city-brain-app-'));
  const restore = overlay({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'fatal',
    ...options.env,
  });
  // Imported late, so that a spec can set its environment before any module reads it.
  const { loadConfig } = await import('../../server/platform/config.js');
  const { createService } = await import('../../server/service.js');
  const listen = options.listen ?? true;
  const app = await createService(loadConfig());
  if (listen) await app.listen(0, '127.0.0.1');
  else await app.init().then(() => app.getHttpAdapter().getInstance().ready());
  return {
    app,
    url: listen ? (await app.getUrl()).replace('[::1]', '127.0.0.1') : '',
    database,
    dataDir,
    close: async () => {
      await app.close();
      if (!options.database) await database.drop();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
      restore();
    },
  };
}

function overlay(env: Record<string, string>): () => void {
  const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]));
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
