import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { fastify as createFastify } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { acceptBodies, MAX_BODY } from './body.js';
import type { Config } from './config.js';
import { ProblemFilter } from './problem.filter.js';
import { PROJECT_ROOT } from './root.js';

/** A client must have sent its headers, and its whole request, within these. Slow senders are cut. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 20_000;
const MAX_CONNECTIONS = 5000;
const DASHBOARD = join(PROJECT_ROOT, 'dashboard', 'dist');

/** Makes the Fastify adapter: limits, TLS, trusted proxies. */
export function createAdapter(config: Config): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY,
    forceCloseConnections: true,
    trustProxy: config.trustProxy,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: 200 },
    ...(config.tls && { https: { cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) } }),
  });
  const { server } = adapter.getInstance();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  return adapter;
}

/** Boards and lists of a megabyte are packed while somebody waits: 6 takes half as long again for a tenth less (measured on a board of 500 by 20). */
const GZIP_LEVEL = 4;

/** Puts everything between socket and controllers: headers, compression, cookies, bodies, the dashboard, problems. */
export async function configureHttp(app: NestFastifyApplication, config: Config, dashboard = DASHBOARD): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  acceptBodies(fastify);
  const headers = await headersOfAll(config);
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  await app.register(cookie);
  await app.register(compress, {
    global: true,
    threshold: 1024,
    encodings: ['gzip'],
    zlibOptions: { level: GZIP_LEVEL },
  });
  if (existsSync(dashboard)) await app.register(fastifyStatic, staticFiles(dashboard));
  app.useGlobalFilters(new ProblemFilter());
}

/** Has Helmet write its headers once: they are the same for every answer, and working them out costs more than routing a request. */
async function headersOfAll(config: Config): Promise<Record<string, string>> {
  const probe = createFastify();
  await probe.register(helmet, securityHeaders(config));
  const bare = new Set(Object.keys((await createFastify().inject('/')).headers));
  const { headers } = await probe.inject('/');
  await probe.close();
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (bare.has(name) ? [] : [[name, String(value)]])),
  );
}

/** Headers of every answer. ECharts tooltips need style attributes; nothing else may be inline. @source docs/operations.md §Security */
function securityHeaders(config: Config) {
  const isTls = config.publicUrl.startsWith('https:');
  const socket = config.publicUrl.replace(/^http/, 'ws');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'", socket],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isTls ? { maxAge: 31_536_000, includeSubDomains: false } : (false as const),
    frameguard: { action: 'deny' as const },
    referrerPolicy: { policy: 'same-origin' as const },
    // Over plain http on a LAN browsers ignore it and complain in the console.
    originAgentCluster: isTls,
    crossOriginOpenerPolicy: isTls ? { policy: 'same-origin' as const } : (false as const),
  };
}

/** The built dashboard. Names under assets/ carry a hash of their content, so they never change. */
function staticFiles(root: string) {
  return {
    root,
    prefix: '/',
    wildcard: true,
    cacheControl: false,
    setHeaders: (reply: { header(name: string, value: string): unknown }, path: string) => {
      const isHashed = path.startsWith(join(root, 'assets'));
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  };
}
