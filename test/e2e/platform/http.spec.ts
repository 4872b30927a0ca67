import { gzipSync } from 'node:zlib';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../../server/platform/application.js';
import { RawBody } from '../../../server/platform/body.js';
import { loadConfig } from '../../../server/platform/config.js';
import { DomainError } from '../../../server/platform/domain-error.js';
import { Policy } from '../../../server/platform/policy.js';

const MIB = 1024 * 1024;

@Controller('api/v1/probe')
class ProbeController {
  @Post('json')
  @Policy('public')
  json(@Body() body: unknown): unknown {
    return { body };
  }

  @Post('raw')
  @RawBody()
  @Policy('public')
  async raw(@Body() body: Buffer | AsyncIterable<Buffer>): Promise<unknown> {
    if (Buffer.isBuffer(body)) return { kind: 'buffer', bytes: body.length };
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.length;
    return { kind: 'stream', bytes };
  }

  @Get('refused')
  @Policy('public')
  refused(): never {
    throw new DomainError(409, 'probe/taken', 'this one is taken', {
      errors: [{ pointer: '/name', code: 'probe/taken', detail: 'taken' }],
      retryAfterS: 3,
    });
  }

  @Get('bug')
  @Policy('public')
  bug(): never {
    throw new Error('secret detail of the inside');
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

@Controller('api/v1/open-door')
class OpenDoorController {
  @Get()
  enter(): string {
    return 'in';
  }
}

describe('http', () => {
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    const config = loadConfig({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: 'postgres://nowhere/x' });
    app = await createApplication(ProbeModule, config);
    await app.listen(0, '127.0.0.1');
    url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  });
  afterAll(() => app.close());

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/v1/probe/${path}`, {
      method: 'POST',
      body: body as RequestInit['body'],
      headers: { 'content-type': 'application/json', ...headers },
    });
  const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

  it('every answer carries the strict headers', async () => {
    const { headers } = await fetch(`${url}/api/v1/probe/refused`);
    const policy = headers.get('content-security-policy')?.split(';').sort();
    expect(policy).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self' ws://127.0.0.1:0",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].sort(),
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('an expected failure is a problem with its code, pointers and Retry-After', async () => {
    const answer = await fetch(`${url}/api/v1/probe/refused`);
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(await answer.json()).toEqual({
      type: 'urn:city-brain:problem:probe/taken',
      title: 'Conflict',
      status: 409,
      code: 'probe/taken',
      detail: 'this one is taken',
      errors: [{ pointer: '/name', code: 'probe/taken', detail: 'taken' }],
      instance: '/api/v1/probe/refused',
    });
  });

  it('a bug is answered with an error id and nothing of the inside', async () => {
    const answer = await fetch(`${url}/api/v1/probe/bug`);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({
      code: 'internal/error',
      errorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(text).not.toMatch(/secret detail|at .*\.ts/);
  });

  it.each([
    ['an unknown route', 'GET', '/api/v1/nothing', 404, 'route/not-found'],
    ['a missing asset', 'GET', '/assets/nothing.js', 404, 'route/not-found'],
  ])('%s is a problem even for a browser', async (_what, method, path, status, code) => {
    const answer = await fetch(`${url}${path}`, { method, headers: { accept: 'text/html' } });
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
  });

  it('a body that is not JSON is 400, of another type 415, in another encoding 415', async () => {
    const broken = await post('json', '{"a":');
    expect([broken.status, await codeOf(broken)]).toEqual([400, 'body/not-json']);
    const text = await post('json', 'a=1', { 'content-type': 'text/plain' });
    expect([text.status, await codeOf(text)]).toEqual([415, 'body/unsupported-type']);
    const brotli = await post('json', 'x', { 'content-encoding': 'br' });
    expect([brotli.status, await codeOf(brotli)]).toEqual([415, 'body/unsupported-encoding']);
    const bad = await post('json', 'not gzip', { 'content-encoding': 'gzip' });
    expect([bad.status, await codeOf(bad)]).toEqual([400, 'body/not-gzip']);
  });

  it('an ordinary JSON route takes 1 MiB, a raw one 16 MiB', async () => {
    const large = JSON.stringify('x'.repeat(2 * MIB));
    expect((await post('json', large)).status).toBe(413);
    expect(await (await post('raw', large)).json()).toEqual({ kind: 'buffer', bytes: large.length });
  });

  it.each([
    'application/json',
    'application/x-ndjson',
    'application/cloudevents+json',
    'application/cloudevents-batch+json; charset=utf-8',
  ])('%s: gzip is inflated, and a bomb is refused with 413', async (type) => {
    const headers = { 'content-type': type, 'content-encoding': 'gzip' };
    const body = '{"a":1}\n'.repeat(100);
    expect(await (await post('raw', gzipSync(body), headers)).json()).toMatchObject({ bytes: body.length });
    const bomb = await post('raw', gzipSync(Buffer.alloc(64 * MIB)), headers);
    expect([bomb.status, await codeOf(bomb)]).toEqual([413, 'body/too-large']);
  });

  it('a streamed body above 16 MiB is refused, and the service still closes at once', async () => {
    const upload = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(MIB).fill(32)),
    });
    const request = {
      method: 'POST',
      body: upload,
      duplex: 'half',
      headers: { 'content-type': 'application/x-ndjson' },
    };
    const answer = await fetch(`${url}/api/v1/probe/raw`, request as RequestInit);
    expect([answer.status, await codeOf(answer)]).toEqual([413, 'body/too-large']);
  });
});

describe('policies', () => {
  it('a route without one keeps the service from starting, and is named', async () => {
    const { PolicyCheck } = await import('../../../server/platform/policy.check.js');
    const { DiscoveryModule } = await import('@nestjs/core');
    @Module({ imports: [DiscoveryModule], controllers: [OpenDoorController], providers: [PolicyCheck] })
    class OpenModule {}
    const app = await createApplication(
      OpenModule,
      loadConfig({ LOG_LEVEL: 'silent', DATABASE_URL: 'postgres://nowhere/x' }),
    );
    await expect(app.init()).rejects.toThrow('OpenDoorController.enter');
    await app.close();
  });
});
