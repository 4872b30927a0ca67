import { Controller, Get } from '@nestjs/common';
import { FilingConditions } from '../../../../protocol/filing.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import { FilingBook } from './filing.service.js';

/** The table of filing conditions. */
@Controller('api/v1/filing-conditions')
export class FilingController {
  constructor(private readonly filing: FilingBook) {}

  @Get()
  @Policy('signed-in')
  @Api({ summary: 'Filing conditions by type', response: FilingConditions })
  async list(): Promise<FilingConditions> {
    return { conditions: await this.filing.list() };
  }
}
