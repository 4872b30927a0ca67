import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { dataSourceOptions, migrate } from './data-source.js';
import { Database } from './database.js';
import { HttpModule } from './http.module.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';
import { Secret } from './secret.js';

/** Opens the database only once its schema is the newest, so that everything injected later may query at once. */
async function openDatabase(config: Config): Promise<Database> {
  if (!config.databaseUrl)
    throw new Error('DATABASE_URL is not set and no embedded database was started before the service');
  await migrate(config.databaseUrl);
  return new Database(config.databaseUrl);
}

/** What every stage may inject: configuration, database, clock, secrets, metrics, readiness, log. */
@Global()
@Module({
  imports: [
    HttpModule,
    DiscoveryModule,
    TypeOrmModule.forRootAsync({
      inject: [CONFIG, Database],
      useFactory: (config: Config) => ({ ...dataSourceOptions(config.databaseUrl ?? ''), autoLoadEntities: true }),
    }),
  ],
  providers: [
    { provide: Database, useFactory: openDatabase, inject: [CONFIG] },
    {
      provide: Clock,
      useFactory: (db: Database, config: Config) => Clock.start(db, config),
      inject: [Database, CONFIG],
    },
    {
      provide: Secret,
      useFactory: (db: Database, config: Config) => Secret.load(config.secretKeyFile, db),
      inject: [Database, CONFIG],
    },
    { provide: Log, useFactory: (config: Config) => new Log(config.logLevel), inject: [CONFIG] },
    Metrics,
    Readiness,
  ],
  exports: [Database, Clock, Secret, Log, Metrics, Readiness, DiscoveryModule],
})
export class PlatformModule {}
