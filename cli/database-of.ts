import type { Config } from '../server/platform/config.js';
import { embeddedUrl, startEmbedded } from '../server/platform/postgres/embedded.js';
import { releaseFolder, runningService, takeFolder } from '../server/platform/service-lock.js';

/** Runs `work` with the database of this configuration: an external one, the one of a running service, or the embedded one started for it. */
export async function withDatabase<T>(config: Config, work: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl) return work(config.databaseUrl);
  if (runningService(config.dataDir)) return work(embeddedUrl(config.dataDir));
  takeFolder(config.dataDir);
  try {
    const embedded = await startEmbedded(config.dataDir, (reason) => console.error(reason));
    try {
      return await work(embedded.url);
    } finally {
      await embedded.stop();
    }
  } finally {
    releaseFolder(config.dataDir);
  }
}
