import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { EarsAnswer, EarsInput } from '../../../../protocol/ears.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import { answerEars } from './ears-answer.rules.js';

/** The early-warning statistics for any series, so that a rule can be tried before it is written. */
@Controller('api/v1/signals/ears')
export class EarsController {
  @Post()
  @HttpCode(200)
  @Policy('signals.read')
  @Api({ summary: 'Run EARS C1, C2 or C3 over a series of counts', body: EarsInput, response: EarsAnswer })
  run(@Body() body: unknown): EarsAnswer {
    return answerEars(parseInput(EarsInput, body));
  }
}
