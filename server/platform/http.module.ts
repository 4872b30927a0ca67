import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { HealthController } from './health.controller.js';
import { HttpMetrics } from './http.metrics.js';
import { OpenapiController } from './openapi.controller.js';
import { PolicyCheck } from './policy.check.js';

/** What the service says of itself over HTTP, and the check that every route has a policy. */
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController, OpenapiController],
  providers: [PolicyCheck, HttpMetrics],
})
export class HttpModule {}
