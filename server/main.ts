import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from './platform/config.js';
import { startEmbedded, type EmbeddedDatabase } from './platform/postgres/embedded.js';
import { announce, releaseFolder, takeFolder } from './platform/service-lock.js';
import { createService } from './service.js';

/** Time for requests and loops to end before the database is stopped all the same, ms. */
const CLOSE_PATIENCE_MS = 8000;

/** A service that listens. */
export interface RunningService {
  app: NestFastifyApplication;
  url: string;
  databaseUrl: string;
  /** Stops application, then database; each within a deadline. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts everything one process needs: the embedded database (unless the configuration names another), migrations, the application.
 * @throws AlreadyRunning when another service holds the data folder
 */
export async function startService(config: Config, onLost: (reason: string) => void): Promise<RunningService> {
  let embedded: EmbeddedDatabase | undefined;
  let app: NestFastifyApplication | undefined;
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= close(app, embedded, config.dataDir));
  if (!config.databaseUrl) takeFolder(config.dataDir);
  try {
    if (!config.databaseUrl) embedded = await startEmbedded(config.dataDir, onLost);
    const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
    app = await createService({ ...config, databaseUrl });
    await app.listen(config.port, config.host);
    const url = await publicUrl(app, config);
    announce(config.dataDir, url);
    return { app, url, databaseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function close(
  app: NestFastifyApplication | undefined,
  embedded: EmbeddedDatabase | undefined,
  dataDir: string,
): Promise<void> {
  // Whatever hangs in the application must not keep the database from its clean end.
  await Promise.race([app?.close(), patience()]).catch(() => undefined);
  await embedded?.stop();
  releaseFolder(dataDir);
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, CLOSE_PATIENCE_MS).unref());
}

/** With PORT=0 the port is known only now. */
async function publicUrl(app: NestFastifyApplication, config: Config): Promise<string> {
  if (config.port !== 0) return config.publicUrl;
  const { port } = new URL(await app.getUrl());
  return config.publicUrl.replace(/:0$/, `:${port}`);
}
