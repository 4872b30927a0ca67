import { Controller, Get, Header } from '@nestjs/common';
import { LiveAlerts } from '../../../protocol/live/alerts.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import { CurrentAlert } from './current-alert.service.js';

/** The state of the channel `alerts` over HTTP. */
@Controller('api/v1/alerts/current')
export class AlertsLiveController {
  constructor(private readonly alert: CurrentAlert) {}

  @Get()
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'The published monthly alert that holds, with its leading risks', response: LiveAlerts })
  current(): LiveAlerts {
    return this.alert.now().state;
  }
}
