import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../../server/platform/application.js';
import { loadConfig } from '../../../server/platform/config.js';

@Module({})
class NothingModule {}

describe('dashboard files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-dist-'));
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>city</title>');
    writeFileSync(join(folder, 'assets', 'app-1a2b.js'), `export const text = '${'x'.repeat(3000)}';`);
    app = await createApplication(NothingModule, loadConfig({ LOG_LEVEL: 'silent' }), folder);
    await app.listen(0, '127.0.0.1');
    url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string, method = 'GET', accept = 'text/html,*/*') =>
    fetch(url + path, { method, headers: { accept } });

  it.each(['/', '/wall', '/wall/north', '/i/2026-000123', '/wall?rows=query%3Dobservations.total'])(
    '%s opens the dashboard, never cached',
    async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const answer = await get(path, method);
        expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
          200,
          'text/html; charset=utf-8',
          'no-cache',
        ]);
      }
    },
  );

  it.each(['/assets/gone.js', '/api/v1/gone', '/favicon.png', '/socket.io/x'])(
    '%s is missing, not the dashboard',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
    },
  );

  it('an address asked for by a script is missing, not a page', async () => {
    expect((await get('/wall', 'GET', 'application/json')).status).toBe(404);
    expect((await get('/wall', 'POST')).status).toBe(404);
  });

  it('a hashed asset is compressed and kept for ever', async () => {
    const answer = await get('/assets/app-1a2b.js');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/.env'])(
    '%s leads nowhere',
    async (path) => {
      const answer = await app.inject({ method: 'GET', url: path });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('dependencies');
    },
  );
});
