import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listRoutes } from '../../../server/platform/routes.js';
import { bootApp, type TestApp } from '../../support/app.js';

interface Operation {
  operationId: string;
  summary: string;
  'x-policy': string;
  parameters: { name: string; in: string }[];
  responses: Record<string, unknown>;
}

describe('openapi', () => {
  let service: TestApp;
  let paths: Record<string, Record<string, Operation>>;

  beforeAll(async () => {
    service = await bootApp();
    const document = (await (await fetch(`${service.url}/api/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: typeof paths;
    };
    expect(document.openapi).toMatch(/^3\.1/);
    ({ paths } = document);
  });
  afterAll(() => service.close());

  const operations = () =>
    Object.entries(paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
    );

  it('lists every route that the service has, with its policy', () => {
    const routes = listRoutes(
      service.app.get(DiscoveryService, { strict: false }),
      service.app.get(MetadataScanner, { strict: false }),
    );
    const named = operations().map(({ path, verb, operation }) => `${verb} ${path} ${operation['x-policy']}`);
    expect(named.sort()).toEqual(
      routes
        .map((route) => `${route.verb.toLowerCase()} ${route.path.replace(/:(\w+)/g, '{$1}')} ${route.policy}`)
        .sort(),
    );
    expect(named).toContain('get /api/v1/openapi.json local');
  });

  it('every route it lists exists', async () => {
    for (const { path, verb } of operations().filter(({ verb }) => verb === 'get')) {
      const answer = await fetch(service.url + path.replace(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000'));
      const body = await answer.text();
      expect([path, verb, body.includes('route/not-found')]).toEqual([path, verb, false]);
    }
  });

  it('each operation has an id of its own, names its path parameters and the problem it may answer', () => {
    const all = operations();
    expect(new Set(all.map(({ operation, path, verb }) => `${operation.operationId} ${verb} ${path}`)).size).toBe(
      all.length,
    );
    for (const { path, operation } of all) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        operation.parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name),
      ).toEqual(inPath);
      expect(operation.responses).toHaveProperty('default');
    }
  });

  it('the page for people needs no script and links the document', async () => {
    const page = await fetch(`${service.url}/api/docs`);
    const html = await page.text();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain('href="/api/v1/openapi.json"');
    expect(html).not.toMatch(/<script|style=|onclick/);
  });
});
