import { Inject, Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { isOwnOrigin } from '../identity/origin.rules.js';
import { Sessions } from '../identity/session.service.js';
import { CONFIG, type Config } from '../platform/config.js';
import type { LiveNamespace, LiveSocket } from './live.link.js';

/** Sockets one process carries. More would be a flood or a second instance's work. */
const MAX_SOCKETS = 5000;

const Auth = z.object({ token: z.string().max(200).optional() });

/** Decides who may connect. Nest's guards do not run for connections, and socket.io's cors does not stop foreign WebSockets. */
@Injectable()
export class LiveAuth {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sessions: Sessions,
  ) {}

  /** Judges the handshake's Origin, before a socket exists: our own pages, or none at all (a script, which must then show a token). */
  isAllowed(request: IncomingMessage): boolean {
    if (request.headers.origin === undefined) return true;
    const from = {
      origin: request.headers.origin,
      host: request.headers.host,
      // Behind a proxy that ends TLS, PUBLIC_URL names our origin.
      scheme: 'encrypted' in request.socket ? 'https' : 'http',
      secFetchSite: request.headers['sec-fetch-site'],
    };
    return isOwnOrigin(from, { publicUrl: this.config.publicUrl, allowed: this.config.allowedOrigins });
  }

  /** Refuses sockets without a living session; puts who asks on the others. */
  guard(server: LiveNamespace): void {
    server.use((socket, next) => {
      if (server.sockets.size >= MAX_SOCKETS) return next(refusal('live/full'));
      this.admit(socket).then(
        (isKnown) => (isKnown ? next() : next(refusal('session/missing'))),
        () => next(refusal('service/unavailable')),
      );
    });
  }

  private async admit(socket: LiveSocket): Promise<boolean> {
    const { headers, auth } = socket.handshake;
    const bearer = Auth.safeParse(auth).data?.token;
    // A cookie counts only with an Origin, which allowRequest has found to be ours.
    const cookieHeader = headers.origin === undefined ? undefined : headers.cookie;
    const principal = await this.sessions.authenticate(bearer === undefined ? { cookieHeader } : { bearer });
    if (!principal) return false;
    socket.data.principal = principal;
    return true;
  }
}

/** The client finds `code` in connect_error's `data`. */
function refusal(code: string): Error & { data: { code: string } } {
  return Object.assign(new Error(code), { data: { code } });
}
