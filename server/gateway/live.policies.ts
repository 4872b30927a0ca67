import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { POLICY } from '../platform/policy.js';

/** Metadata keys of Nest: a class with @WebSocketGateway, a method with @SubscribeMessage. */
const GATEWAY = 'websockets:is_gateway';
const EVENT = 'websockets:message_mapping';

/** Stops the boot when a socket event has no policy: Nest's global guards do not see gateways. */
@Injectable()
export class LivePolicies implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.openEvents();
    if (open.length > 0) throw new Error(`socket events without @Policy: ${open.join(', ')}`);
  }

  /** Names the socket events, of all gateways, that declare no policy. */
  openEvents(): string[] {
    const gateways = this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      const isGateway = typeof metatype === 'function' && this.reflector.get<boolean>(GATEWAY, metatype) === true;
      return isGateway && instance ? [Object.getPrototypeOf(instance) as Record<string, () => unknown>] : [];
    });
    return gateways.flatMap((gateway) =>
      this.scanner
        .getAllMethodNames(gateway)
        .filter((name) => this.isOpen(gateway[name]))
        .map((name) => `${gateway.constructor.name}.${name}`),
    );
  }

  private isOpen(method: (() => unknown) | undefined): boolean {
    return (
      method !== undefined &&
      this.reflector.get(EVENT, method) !== undefined &&
      this.reflector.get(POLICY, method) === undefined
    );
  }
}
