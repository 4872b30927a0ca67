import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { listEvents, listRoutes } from './routes.js';

/** Refuses to start a service that has a route or socket event without a @Policy. */
@Injectable()
export class PolicyCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = [...listRoutes(this.discovery, this.scanner), ...listEvents(this.discovery, this.scanner)]
      .filter((handler) => handler.policy === undefined)
      .map((handler) => `${handler.owner}.${handler.method}`);
    if (open.length > 0) throw new Error(`no @Policy on ${open.join(', ')}: write out who may use it, 'public' too`);
  }
}
