import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import { auditPage, type AuditLine } from './audit.queries.js';
import { AuditQuery } from './identity.input.js';
import { parseInput } from './input.js';

/** The auditor's view of who did what. */
@Controller('api/v1/audit')
export class AuditController {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Newest first, a page at a time. */
  @Get()
  @Policy('audit.read')
  @Api({ summary: 'Who did what, newest first', query: AuditQuery })
  list(@Query() query: unknown): Promise<{ items: AuditLine[]; cursor: string | null }> {
    return auditPage(this.db.query, parseInput(AuditQuery, query));
  }
}
