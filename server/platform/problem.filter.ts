import { randomUUID } from 'node:crypto';
import {
  Catch,
  HttpException,
  Logger,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type {} from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from './domain-error.js';
import { answerOf, internalProblem, type Answer } from './problem.rules.js';

/** Paths that are never a screen: a miss there is a real 404. */
const NOT_A_SCREEN = /^\/(api|live|socket\.io|assets|public|metrics|healthz|readyz)(\/|$)|\.[a-z0-9]{2,5}$/;

/** Every failure of a request leaves here, as problem+json. Navigations to a screen's address get the dashboard. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('problem');

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (reply.sent) return;
    if (isGone(error, request)) {
      this.log.debug({ msg: 'the client went away', method: request.method, path: request.url.split('?')[0] });
      return;
    }
    if (reply.raw.headersSent) {
      // A stream broke half way: a cut connection is the only honest end.
      this.report(error, request);
      reply.raw.destroy();
      return;
    }
    if (error instanceof NotFoundException && isNavigation(request) && typeof reply.sendFile === 'function') {
      void reply.status(200).header('cache-control', 'no-cache').sendFile('index.html');
      return;
    }
    const { problem, retryAfterS } = this.answer(error, request);
    if (retryAfterS !== undefined) void reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterS))));
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify({ ...problem, instance: request.url.split('?')[0] }));
  }

  private answer(error: unknown, request: FastifyRequest): Answer {
    const found = answerOf(causeOf(error));
    if (found) {
      if (found.problem.status >= 500)
        this.log.warn({ msg: 'refused for now', code: found.problem.code, cause: (error as Error).message });
      return found;
    }
    return { problem: internalProblem(this.report(error, request)) };
  }

  private report(error: unknown, request: FastifyRequest): string {
    const errorId = randomUUID();
    const path = request.url.split('?')[0];
    this.log.error({
      msg: 'request failed',
      errorId,
      method: request.method,
      path,
      error: error instanceof Error ? error : String(error),
    });
    return errorId;
  }
}

/** Nest wraps what parsers throw in an HttpException; our own errors inside it know more. */
function causeOf(error: unknown): unknown {
  return error instanceof HttpException && error.cause instanceof DomainError ? error.cause : error;
}

/** A closed tab, not a fault: the answer's stream ended because its reader left. With the reader there it is a fault of ours. */
function isGone(error: unknown, request: FastifyRequest): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE' && request.raw.socket.destroyed;
}

function isNavigation(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const [path = ''] = request.url.split('?');
  return isRead && !NOT_A_SCREEN.test(path) && (request.headers.accept ?? '').includes('text/html');
}
