import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { API, type ApiDescription } from './api.js';
import { POLICY, type PolicyRule } from './policy.js';

/** Metadata that @SubscribeMessage leaves; its constant is not part of a public entry point. */
const EVENT_METADATA = 'message';

/** A route or socket event as declared by decorators. */
export interface Handler {
  owner: string;
  method: string;
  policy: PolicyRule | undefined;
}
export interface Route extends Handler {
  verb: string;
  path: string;
  api: ApiDescription | undefined;
}
type Callable = (...args: never[]) => unknown;

/** Lists every HTTP route of the running application. */
export function listRoutes(discovery: DiscoveryService, scanner: MetadataScanner): Route[] {
  return discovery.getControllers().flatMap(({ instance, metatype }) => {
    if (!instance || !metatype) return [];
    const bases = paths(Reflect.getMetadata(PATH_METADATA, metatype));
    return handlers(instance as object, scanner).flatMap(([method, handler]) => {
      const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (verb === undefined) return [];
      const ends = paths(Reflect.getMetadata(PATH_METADATA, handler));
      return bases.flatMap((base) =>
        ends.map((end) => ({
          owner: metatype.name,
          method,
          policy: policyOf(handler, metatype),
          verb: RequestMethod[verb],
          path: `/${[base, end]
            .map((part) => part.replace(/^\/|\/$/g, ''))
            .filter(Boolean)
            .join('/')}`,
          api: Reflect.getMetadata(API, handler) as ApiDescription | undefined,
        })),
      );
    });
  });
}

/** Lists every socket event handler of the running application. */
export function listEvents(discovery: DiscoveryService, scanner: MetadataScanner): Handler[] {
  return discovery.getProviders().flatMap(({ instance, metatype }) => {
    if (!instance || !metatype || typeof instance !== 'object') return [];
    return handlers(instance as object, scanner)
      .filter(([, handler]) => Reflect.hasMetadata(EVENT_METADATA, handler))
      .map(([method, handler]) => ({ owner: metatype.name, method, policy: policyOf(handler, metatype) }));
  });
}

function handlers(instance: object, scanner: MetadataScanner): [string, Callable][] {
  const prototype = Object.getPrototypeOf(instance) as Record<string, Callable> | null;
  if (!prototype || prototype === Object.prototype) return [];
  return scanner.getAllMethodNames(prototype).map((name) => [name, prototype[name] as Callable]);
}

function policyOf(handler: Callable, owner: object): PolicyRule | undefined {
  return (Reflect.getMetadata(POLICY, handler) ?? Reflect.getMetadata(POLICY, owner)) as PolicyRule | undefined;
}

function paths(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return [typeof value === 'string' ? value : ''];
}
