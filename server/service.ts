import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { useLive } from './gateway/live-io.adapter.js';
import { createApplication } from './platform/application.js';
import type { Config } from './platform/config.js';

/** Builds the whole service, HTTP and live, without listening yet. `config.databaseUrl` must be set. */
export async function createService(config: Config): Promise<NestFastifyApplication> {
  const app = await createApplication(AppModule, config);
  useLive(app);
  return app;
}
