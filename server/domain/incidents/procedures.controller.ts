import { Controller, Get, Header } from '@nestjs/common';
import { Procedures } from '../../../protocol/procedure.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import { ProcedureBook } from './procedures.service.js';

/** The procedures over HTTP: states, lanes, transitions with roles and guards, limits. */
@Controller('api/v1/procedures')
export class ProceduresController {
  constructor(private readonly procedures: ProcedureBook) {}

  @Get()
  @Header('cache-control', 'private, no-cache')
  @Policy('signed-in')
  @Api({ summary: 'Procedures, every version', response: Procedures })
  list(): Procedures {
    return { procedures: this.procedures.all() };
  }
}
