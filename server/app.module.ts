import { Module } from '@nestjs/common';
import { PlatformModule } from './platform/platform.module.js';

/** The service: one module a stage, in the order in which facts flow. */
@Module({
  imports: [PlatformModule],
})
export class AppModule {}
