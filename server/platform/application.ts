import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigModule } from './config.module.js';
import type { Config } from './config.js';
import { configureHttp, createAdapter } from './http.js';
import { Log } from './log.js';

@Module({})
class ServiceRoot {}

/** Builds the application of `module` with `config`, without listening yet. Its log is ours from the first line. */
export async function createApplication(
  module: Type,
  config: Config,
  dashboard?: string,
): Promise<NestFastifyApplication> {
  const root = { module: ServiceRoot, imports: [ConfigModule.with(config), module] };
  const options = { logger: new Log(config.logLevel), abortOnError: false, bodyParser: false };
  const app = await NestFactory.create<NestFastifyApplication>(root, createAdapter(config), options);
  await configureHttp(app, config, dashboard);
  return app;
}
