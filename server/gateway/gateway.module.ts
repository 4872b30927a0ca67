import { Module } from '@nestjs/common';
import { ProjectionsModule } from '../projections/projections.module.js';
import { LiveAuth } from './live.auth.js';
import { LiveGateway } from './live.gateway.js';
import { LiveHubs } from './live.hubs.js';
import { LiveLinks } from './live.links.js';
import { LiveMetrics } from './live.metrics.js';
import { LivePulse } from './live.pulse.js';

/** Projections, out to the screens. */
@Module({
  imports: [ProjectionsModule],
  providers: [LiveAuth, LiveGateway, LiveHubs, LiveLinks, LiveMetrics, LivePulse],
})
export class GatewayModule {}
