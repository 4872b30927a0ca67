import { Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Notice, NoticeList, NoticesQuery } from '../../protocol/notice.js';
import { CurrentPrincipal } from '../identity/current.js';
import { parseInput, parseUuid } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { Notices } from './notices.service.js';

/** Notices over HTTP: of one incident, all of them, and once more. */
@Controller('api/v1')
export class NoticesController {
  constructor(private readonly notices: Notices) {}

  @Get('incidents/:id/notices')
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({ summary: 'Notices of one incident, by id or number, with what became of them', response: NoticeList })
  ofIncident(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<NoticeList> {
    return this.notices.ofIncident(id, who);
  }

  @Get('notices')
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({ summary: 'Notices, the newest first', query: NoticesQuery, response: NoticeList })
  page(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<NoticeList> {
    return this.notices.page(parseInput(NoticesQuery, query), who);
  }

  @Post('notices/:id/retry')
  @HttpCode(200)
  @Policy('incidents.dispatch')
  @Api({ summary: 'Try a notice again that failed', response: Notice })
  retry(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<Notice> {
    return this.notices.retry(parseUuid(id), who);
  }
}
