import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { GradeRuleInput, GradeRules } from '../../../protocol/grade-rule.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { GradeRuleBook } from './grade-rules.service.js';

const Version = z.coerce.number().int().positive();

/** The rules by which objects are graded (三色分级). */
@Controller('api/v1/grade-rules')
export class GradeRulesController {
  constructor(private readonly rules: GradeRuleBook) {}

  @Get()
  @Policy('signed-in')
  @Api({ summary: 'Rules by which objects are graded, every version, and the one in force', response: GradeRules })
  list(): Promise<GradeRules> {
    return this.rules.list();
  }

  @Post()
  @Policy('catalogue.manage')
  @Api({ summary: 'Add a rule that begins on a day ahead', body: GradeRuleInput, response: GradeRules, status: 201 })
  add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<GradeRules> {
    return this.rules.add(parseInput(GradeRuleInput, body), { actor: who.username, address: request.ip });
  }

  @Delete(':version')
  @HttpCode(200)
  @Policy('catalogue.manage')
  @Api({ summary: 'Take back a rule that has not begun', response: GradeRules })
  withdraw(
    @Param('version') version: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<GradeRules> {
    return this.rules.withdraw(parseInput(Version, version), { actor: who.username, address: request.ip });
  }
}
