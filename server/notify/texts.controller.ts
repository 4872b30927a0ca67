import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import {
  NoticePreview,
  NoticeTemplate,
  NoticeTemplateInput,
  NoticeTemplates,
  NoticeTexts,
} from '../../protocol/notice.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { NoticeTextBook } from './texts.service.js';

/** Texts of notices over HTTP. */
@Controller('api/v1/notice-templates')
@Policy('catalogue.manage')
export class TextsController {
  constructor(private readonly texts: NoticeTextBook) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Texts of notices with their places', response: NoticeTemplates })
  async list(): Promise<NoticeTemplates> {
    return { templates: await this.texts.list() };
  }

  @Post(':id/preview')
  @HttpCode(200)
  @Api({ summary: 'Texts as a receiver would read them', body: NoticeTexts, response: NoticePreview })
  preview(@Param('id') id: string, @Body() body: unknown): NoticePreview {
    return this.texts.preview(id, parseInput(NoticeTexts, body));
  }

  @Put(':id')
  @Api({ summary: 'Change a text; every version is kept', body: NoticeTemplateInput, response: NoticeTemplate })
  save(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<NoticeTemplate> {
    return this.texts.save(id, parseInput(NoticeTemplateInput, body), { actor: who.username, address: request.ip });
  }
}
