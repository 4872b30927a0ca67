import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import { AlertPreviews } from './alert-previews.service.js';

const PreviewQuery = z.strictObject({ lang: z.enum(['zh', 'en']).default('zh') });

/** The working version as the public would read it, for those who work on it. */
@Controller('api/v1/alerts')
@Policy('alerts.read')
export class AlertPreviewsController {
  constructor(private readonly previews: AlertPreviews) {}

  @Get(':id/preview')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Page of the working version, before it is published', query: PreviewQuery, produces: ['text/html'] })
  page(@Param('id') id: string, @Query() query: unknown): Promise<string> {
    const { lang } = parseInput(PreviewQuery, query);
    return this.previews.page(id, lang === 'en' ? 'en' : 'zh-CN');
  }

  @Get(':id/preview.pdf')
  @Header('content-type', 'application/pdf')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'The working version on A4', query: PreviewQuery, produces: ['application/pdf'] })
  pdf(@Param('id') id: string, @Query() query: unknown): Promise<Buffer> {
    const { lang } = parseInput(PreviewQuery, query);
    return this.previews.paper(id, lang === 'en' ? 'en' : 'zh-CN');
  }
}
