import { RouteConfig } from '@nestjs/platform-fastify';
import { Transform, type TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { DomainError } from './domain-error.js';

/** Largest body after inflating, bytes. @source docs/protocol.md: 10,000 items or 16 MiB */
export const MAX_BODY = 16 * 1024 * 1024;
/** Largest body of a route that does not take raw bodies, bytes. */
const MAX_JSON = 1024 * 1024;
/** Patience with the rest of a refused upload before its connection is cut, ms. */
const DRAIN_MS = 500;

/** Largest warning, bytes: a national one with every county has some hundred thousand. */
const MAX_XML = 1024 * 1024;
const XML = ['application/cap+xml', 'application/xml', 'text/xml'];
const CLOUDEVENTS = ['application/cloudevents+json', 'application/cloudevents-batch+json'];

/**
 * Marks a route that parses its body itself: `application/json` arrives there as a Buffer. On every route CloudEvents and XML arrive
 * as a Buffer, `application/x-ndjson` and `image/*` as a stream; they fail with DomainError `body/too-large` or `body/not-gzip`.
 */
export const RawBody = (): MethodDecorator => RouteConfig({ rawBody: true });

/** Teaches the server its body types, gzip, and the limits that hold for all of them, streamed ones too. */
export function acceptBodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    try {
      done(null, limited(request, payload));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addHook('onResponse', drain);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: MAX_BODY }, parseJson);
  fastify.addContentTypeParser(CLOUDEVENTS, { parseAs: 'buffer', bodyLimit: MAX_BODY }, (_request, body, done) =>
    done(null, body),
  );
  fastify.addContentTypeParser(XML, { parseAs: 'buffer', bodyLimit: MAX_XML }, (_request, body, done) =>
    done(null, body),
  );
  fastify.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
  // Unread until the route reads it: who may not send photos costs no memory.
  fastify.addContentTypeParser(/^image\//, (_request, payload, done) => done(null, payload));
}

/** Counts bytes and fails above the limit. Fastify's own bodyLimit does not see streamed bodies. */
class Limit extends Transform {
  /** Fastify compares this with content-length, which speaks of the bytes on the wire. */
  receivedEncodedLength = 0;
  private count = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.count += chunk.length;
    if (this.count > MAX_BODY) done(tooLarge(MAX_BODY));
    else done(null, chunk);
  }
}

function limited(request: FastifyRequest, payload: RequestPayload): RequestPayload {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new DomainError(
      415,
      'body/unsupported-encoding',
      `Content-Encoding ${encoding} is not accepted; send gzip or none`,
    );
  }
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > MAX_BODY) throw tooLarge(MAX_BODY);
  // Node's parser gives exactly as many bytes as were announced: there is nothing to count.
  if (encoding === 'identity' && request.headers['content-length'] !== undefined) return payload;
  const limit = new Limit();
  payload.once('error', (error) => limit.destroy(error));
  if (encoding === 'identity') {
    payload.on('data', (chunk: Buffer) => (limit.receivedEncodedLength += chunk.length));
    return payload.pipe(limit);
  }
  delete request.headers['content-encoding'];
  delete request.headers['content-length'];
  const inflate = createGunzip();
  inflate.once('error', (cause) =>
    limit.destroy(new DomainError(400, 'body/not-gzip', 'The body is not valid gzip', { cause })),
  );
  limit.once('close', () => inflate.destroy());
  return payload.pipe(inflate).pipe(limit);
}

function parseJson(
  request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
): void {
  if ((request.routeOptions.config as { rawBody?: boolean }).rawBody) return done(null, body);
  if (body.length === 0) return done(null, undefined);
  if (body.length > MAX_JSON) return done(tooLarge(MAX_JSON));
  try {
    done(null, JSON.parse(body.toString()));
  } catch (cause) {
    done(new DomainError(400, 'body/not-json', `The body is not JSON: ${(cause as Error).message}`, { cause }));
  }
}

/** Reads away the rest of a refused upload: unread bytes would keep the connection, and with it the shutdown, waiting. */
function drain(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  if (!request.raw.complete) {
    request.raw.unpipe();
    request.raw.resume();
    setTimeout(() => request.raw.complete || request.raw.destroy(), DRAIN_MS).unref();
  }
  done();
}

function tooLarge(limit: number): DomainError {
  return new DomainError(
    413,
    'body/too-large',
    `The body is larger than ${limit} bytes (after inflating); send it in parts`,
  );
}
