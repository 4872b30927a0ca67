import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CONFIG, type Config } from '../platform/config.js';
import { DomainError } from '../platform/domain-error.js';
import { POLICY, type PolicyRule } from '../platform/policy.js';
import type { IdentifiedRequest } from './current.js';
import { isLoopbackAddress, isLoopbackHost, isOwnOrigin } from './origin.rules.js';
import { Sessions } from './session.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { SourceKeys } from './source-keys.service.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets a request in only when the policy of its handler does, and puts on it who asks. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SourceKeys) private readonly keys: SourceKeys,
  ) {}

  /** Decides about one request. @throws session/missing, origin/foreign, permission/denied, key/... */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Gateways are not HTTP: server/gateway authorises each event by the same policies.
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.getAllAndOverride<PolicyRule | undefined>(POLICY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no policy`);
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    if (rule === 'source-key') request.sourceKey = await this.keys.verify(bearerOf(request));
    else if (rule === 'public') this.refuseForeignPage(request);
    else if (rule !== 'local' || !isLocal(request)) await this.admit(request, rule);
    return true;
  }

  private async admit(request: IdentifiedRequest, rule: PolicyRule): Promise<void> {
    const principal = await this.recognise(request);
    request.principal = principal;
    if (rule === 'signed-in' || rule === 'local') return;
    const reach = principal.permissions[rule as keyof SessionPrincipal['permissions']];
    if (reach === 'none' || reach === undefined) {
      const why = principal.mustChangePassword
        ? 'choose your own password first'
        : `the role ${principal.role} has no ${rule}`;
      throw new DomainError(403, principal.mustChangePassword ? 'password/change-first' : 'permission/denied', why);
    }
  }

  private async recognise(request: IdentifiedRequest): Promise<SessionPrincipal> {
    const bearer = bearerOf(request);
    const cookieHeader = request.headers.cookie;
    const principal = await this.sessions.authenticate(bearer === undefined ? { cookieHeader } : { bearer });
    if (!principal)
      throw new DomainError(401, 'session/missing', 'sign in first: no living session or token came with the request');
    const isOwn = bearer !== undefined || SAFE.has(request.method) || this.isOwnPage(request);
    if (!isOwn)
      throw new DomainError(
        403,
        'origin/foreign',
        'a cookie counts only for requests of our own pages; scripts use a bearer token',
      );
    return principal;
  }

  /** Signing in from a foreign page would put a visitor into the attacker's account. A missing Origin is a script and may. */
  private refuseForeignPage(request: IdentifiedRequest): void {
    if (SAFE.has(request.method) || request.headers.origin === undefined || this.isOwnPage(request)) return;
    throw new DomainError(403, 'origin/foreign', `pages of ${request.headers.origin} may not send this`);
  }

  private isOwnPage(request: IdentifiedRequest): boolean {
    const from = {
      origin: request.headers.origin,
      host: request.headers.host,
      scheme: request.protocol,
      secFetchSite: request.headers['sec-fetch-site'],
    };
    return isOwnOrigin(from, { publicUrl: this.config.publicUrl, allowed: this.config.allowedOrigins });
  }
}

/**
 * Tells whether a request was made on this machine for this machine. The Host is checked as well: behind a proxy on the same machine
 * every peer is loopback, and so is a page whose name was rebound to 127.0.0.1.
 */
export function isLocal(request: IdentifiedRequest): boolean {
  const isForwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !isForwarded && isLoopbackAddress(request.socket.remoteAddress) && isLoopbackHost(request.headers.host);
}

/** The token of an Authorization header; undefined without one. */
export function bearerOf(request: IdentifiedRequest): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
}
