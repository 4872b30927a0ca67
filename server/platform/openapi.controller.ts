import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Api } from './api.js';
import { CONFIG, type Config } from './config.js';
import { DOCS_STYLE, docsPage } from './openapi-page.js';
import { openapiOf } from './openapi.rules.js';
import { Policy } from './policy.js';
import { PROJECT_ROOT } from './root.js';
import { listRoutes, type Route } from './routes.js';

/** The service describes itself: as OpenAPI for machines, as one page for people. */
@Controller()
export class OpenapiController {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('api/v1/openapi.json')
  @Policy('local')
  @Api({ summary: 'This document' })
  document(): Record<string, unknown> {
    const { version } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as { version: string };
    return openapiOf(this.routes(), { version, url: this.config.publicUrl });
  }

  @Get('api/docs')
  @Policy('local')
  @Api({ summary: 'The routes as a page', produces: ['text/html'] })
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return docsPage(this.routes());
  }

  @Get('api/docs.css')
  @Policy('public')
  @Api({ summary: 'Style of the page', produces: ['text/css'] })
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return DOCS_STYLE;
  }

  private routes(): Route[] {
    return listRoutes(this.discovery, this.scanner);
  }
}
