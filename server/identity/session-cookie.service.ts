import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CONFIG, type Config } from '../platform/config.js';
import { readCookie, writeCookie } from './cookie.rules.js';
import type { IdentifiedRequest } from './current.js';
import { isLoopbackHost } from './origin.rules.js';

/** Writes and reads the session cookie of HTTP requests. */
@Injectable()
export class SessionCookie {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Hands a session to the browser. @param maxAgeS seconds the browser keeps it */
  set(request: IdentifiedRequest, reply: FastifyReply, given: { token: string; maxAgeS: number }): void {
    reply.header('set-cookie', writeCookie(given.token, given.maxAgeS, this.isSecure(request)));
  }

  /** Takes the session back from the browser. */
  clear(request: IdentifiedRequest, reply: FastifyReply): void {
    reply.header('set-cookie', writeCookie('', 0, this.isSecure(request)));
  }

  /** The token a browser brought; null without one. */
  read(request: IdentifiedRequest): string | null {
    return readCookie(request.headers.cookie, this.config.allowInsecureHttp);
  }

  /** Plain http beyond loopback would lose a Secure cookie; it is served only after an explicit ALLOW_INSECURE_HTTP=1. */
  private isSecure(request: IdentifiedRequest): boolean {
    const isPlainHttp = request.protocol === 'http' && !isLoopbackHost(request.headers.host);
    return !(this.config.allowInsecureHttp && isPlainHttp);
  }
}
