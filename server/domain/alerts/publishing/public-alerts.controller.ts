import { Controller, Get, Header, Headers, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AlertId, PublishedAlert } from '../../../../protocol/alert.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Artefact } from './artefacts.js';
import { PAGE_STYLE } from './page/page-style.data.js';
import { Publishing, type Wanted } from './publishing.service.js';

/** A reader may keep an alert so long without asking whether it was withdrawn. */
const FRESH = 'public, max-age=60';

const Language = z.enum(['zh', 'en']).default('zh');
const VersionNumber = z.coerce.number().int().min(1).max(9999).optional();
const ListQuery = z.strictObject({ lang: Language });
const PageQuery = z.strictObject({ lang: Language, version: VersionNumber });
const FileQuery = z.strictObject({ version: VersionNumber });

/** The monthly alerts for everybody: no sign-in, no script, nothing that was not published. */
@Controller('public')
@Policy('public')
export class PublicAlertsController {
  constructor(private readonly publishing: Publishing) {}

  @Get('alerts')
  @Api({ summary: 'Page of all published alerts', query: ListQuery, produces: ['text/html'] })
  async archive(
    @Query() query: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answer(await this.publishing.archive(langOf(parseInput(ListQuery, query).lang)), known, reply);
  }

  @Get('alerts.atom')
  @Api({ summary: 'Atom feed of published alerts', query: ListQuery, produces: ['application/atom+xml'] })
  async feed(
    @Query() query: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answer(await this.publishing.feed(langOf(parseInput(ListQuery, query).lang)), known, reply);
  }

  @Get('alerts.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', FRESH)
  @Api({ summary: 'Style of the public pages', produces: ['text/css'] })
  style(): string {
    return PAGE_STYLE;
  }

  @Get('alerts/:id.cap.xml')
  @Api({
    summary: 'CAP 1.2 message of an alert, in both languages',
    query: FileQuery,
    produces: ['application/cap+xml'],
  })
  async cap(
    @Param('id') id: string,
    @Query() query: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answer(await this.publishing.file('cap', wanted(id, parseInput(FileQuery, query))), known, reply);
  }

  @Get('alerts/:id.json')
  @Api({ summary: 'Contents of a published alert', query: FileQuery, response: PublishedAlert })
  async json(
    @Param('id') id: string,
    @Query() query: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answer(await this.publishing.file('json', wanted(id, parseInput(FileQuery, query))), known, reply);
  }

  @Get('alerts/:id.pdf')
  @Api({ summary: 'An alert on A4', query: PageQuery, produces: ['application/pdf'] })
  async pdf(
    @Param('id') id: string,
    @Query() query: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asked = wanted(id, parseInput(PageQuery, query));
    void reply.header('content-disposition', `inline; filename="${asked.id}.pdf"`);
    return answer(await this.publishing.file('pdf', asked), known, reply);
  }

  @Get('alerts/:id')
  @Api({ summary: 'Page of a published alert', query: PageQuery, produces: ['text/html'] })
  async page(
    @Param('id') id: string,
    @Query() query: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answer(await this.publishing.file('page', wanted(id, parseInput(PageQuery, query))), known, reply);
  }
}

function langOf(lang: 'zh' | 'en'): Wanted['lang'] {
  return lang === 'en' ? 'en' : 'zh-CN';
}

/** A name that is no number of ours is not looked for. */
function wanted(id: string, { lang = 'zh', version }: { lang?: 'zh' | 'en'; version?: number | undefined }): Wanted {
  return { id: parseInput(AlertId, id), version, lang: langOf(lang) };
}

function answer({ body, etag, type }: Artefact, known: string | undefined, reply: FastifyReply): Buffer | null {
  void reply.header('etag', etag).header('cache-control', FRESH).header('content-type', type);
  const isKnown = known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
  if (!isKnown) return body;
  void reply.code(304);
  return null;
}
