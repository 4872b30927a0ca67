import { Controller, Get } from '@nestjs/common';
import { AlarmRules as AlarmRulesAnswer } from '../../../protocol/alarm-rule.js';
import { AlarmRules } from '../../city/sensors.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';

/** The rules by which conditions are alarms. */
@Controller('api/v1/alarm-rules')
export class AlarmRulesController {
  constructor(private readonly rules: AlarmRules) {}

  @Get()
  @Policy('alarms.read')
  @Api({ summary: 'Alarm rules in force, with their sources', response: AlarmRulesAnswer })
  inForce(): AlarmRulesAnswer {
    return { rules: [...this.rules.list()] };
  }
}
