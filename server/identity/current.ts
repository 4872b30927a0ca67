import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { SessionPrincipal } from './session-principal.js';
import type { SourceKey } from './source-keys.service.js';

/** A request after the policy guard: who asks, or which source sends. */
export interface IdentifiedRequest extends FastifyRequest {
  principal?: SessionPrincipal;
  sourceKey?: SourceKey;
}

/** Injects who asks, as the policy guard found it. Routes that anyone may use have nobody: they must not ask. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): SessionPrincipal => {
  const { principal } = context.switchToHttp().getRequest<IdentifiedRequest>();
  if (!principal) throw new Error('CurrentPrincipal on a route whose policy does not sign anyone in');
  return principal;
});

/** Injects the source whose key was shown: `{ source, keyId }`. Only on routes with the policy `source-key`. */
export const CurrentSource = createParamDecorator((_: unknown, context: ExecutionContext): SourceKey => {
  const { sourceKey } = context.switchToHttp().getRequest<IdentifiedRequest>();
  if (!sourceKey) throw new Error('CurrentSource on a route whose policy is not source-key');
  return sourceKey;
});
