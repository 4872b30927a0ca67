import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { SensorGrades } from '../../../../protocol/grading.js';
import { CurrentPrincipal } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { Grading } from './grading.service.js';

const when = z.iso.datetime({ offset: true }).optional();
const GradesQuery = z.strictObject({ from: when, to: when });

/** What a sensor's hours come to: air by its index, rain by its grade. */
@Controller('api/v1/sensors')
export class GradingController {
  constructor(private readonly grading: Grading) {}

  @Get(':id/grades')
  @Header('cache-control', 'no-store')
  @Policy('situation.read')
  @Api({
    summary: 'Hours, running 24 hours and days of an air or rain sensor, graded',
    query: GradesQuery,
    response: SensorGrades,
  })
  grades(@Param('id') id: string, @Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<SensorGrades> {
    return this.grading.of(id, parseInput(GradesQuery, query), who);
  }
}
