import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ReportInput, ReportRules, ReportTask, ReportTasks, ReportText } from '../../../protocol/report.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Database } from '../../platform/database.js';
import { Policy } from '../../platform/policy.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { ReportSubmissions } from './report-submissions.service.js';
import { ReportTexts } from './report-texts.service.js';
import { readTasks, type ReportScope } from './reports.queries.js';
import { Reports } from './reports.service.js';

/** Information reports (信息报告) over HTTP. */
@Controller('api/v1')
export class ReportsController {
  constructor(
    private readonly db: Database,
    private readonly reports: Reports,
    private readonly texts: ReportTexts,
    private readonly submissions: ReportSubmissions,
  ) {}

  @Get('report-rules')
  @Policy('signed-in')
  @Api({ summary: 'What must be reported upward, to whom and how soon', response: ReportRules })
  async rules(): Promise<ReportRules> {
    return { rules: await this.reports.rules() };
  }

  @Get('report-tasks')
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({ summary: 'Reports that are asked for and not submitted, nearest first', response: ReportTasks })
  async pending(@CurrentPrincipal() who: Principal): Promise<ReportTasks> {
    return { tasks: await readTasks(this.db.query, null, scopeOf(who, 'incidents.read')) };
  }

  @Get('incidents/:id/reports')
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({ summary: 'All reports of one incident', response: ReportTasks })
  async ofIncident(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<ReportTasks> {
    return { tasks: await readTasks(this.db.query, parseUuid(id), scopeOf(who, 'incidents.read')) };
  }

  @Get('incidents/:id/reports/:task')
  @Header('cache-control', 'no-store')
  @Policy('incidents.review')
  @Api({ summary: 'One report with its text: as submitted, or drafted from the incident', response: ReportText })
  text(@Param('id') id: string, @Param('task') task: string, @CurrentPrincipal() who: Principal): Promise<ReportText> {
    return this.texts.read(parseUuid(task), parseUuid(id), scopeOf(who, 'incidents.review'));
  }

  @Post('incidents/:id/reports/:task/submissions')
  @HttpCode(200)
  @Policy('incidents.review')
  @Api({ summary: 'Submit a report: its words are kept as sent', body: ReportInput, response: ReportTask })
  submit(
    @Param('id') id: string,
    @Param('task') task: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
  ): Promise<ReportTask> {
    const { text } = parseInput(ReportInput, body);
    const scope = scopeOf(who, 'incidents.review');
    return this.submissions.submit({ id: parseUuid(task), incident: parseUuid(id), text, who, scope });
  }
}

function scopeOf(who: Principal, permission: 'incidents.read' | 'incidents.review'): ReportScope {
  const isOwn = who.permissions[permission] === 'own';
  return { districts: isOwn ? null : districtsOf(who, permission), account: isOwn ? who.account : null };
}
