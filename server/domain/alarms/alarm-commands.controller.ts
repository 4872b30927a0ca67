import { Body, Controller, Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import { AlarmCard } from '../../../protocol/alarm.js';
import * as command from '../../../protocol/alarm-command.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Alarms, type Sender } from './alarms.service.js';

/** What people do with alarms. */
@Controller('api/v1')
export class AlarmCommandsController {
  constructor(private readonly alarms: Alarms) {}

  @Post('alarms/acknowledgements')
  @HttpCode(200)
  @Policy('alarms.act')
  @Api({ summary: 'Acknowledge alarms', body: command.AcknowledgeInput, response: command.AlarmsChanged })
  acknowledge(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<command.AlarmsChanged> {
    return this.alarms.acknowledge(parseInput(command.AcknowledgeInput, body).alarms, senderOf(who, request));
  }

  @Post('alarms/:id/shelving')
  @HttpCode(200)
  @Policy('alarms.act')
  @Api({ summary: 'Shelve an alarm until a time', body: command.ShelveInput, response: AlarmCard })
  shelve(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<AlarmCard> {
    return this.alarms.shelve(parseUuid(id), parseInput(command.ShelveInput, body), senderOf(who, request));
  }

  @Delete('alarms/:id/shelving')
  @HttpCode(200)
  @Policy('alarms.act')
  @Api({ summary: 'Put a shelved alarm back', response: AlarmCard })
  unshelve(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<AlarmCard> {
    return this.alarms.unshelve(parseUuid(id), senderOf(who, request));
  }

  @Post('alarms/:id/referral')
  @HttpCode(200)
  @Policy('alarms.act')
  @Api({ summary: 'Have an alarm reviewed as an incident', body: command.ReferInput, response: AlarmCard })
  refer(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<AlarmCard> {
    return this.alarms.refer(parseUuid(id), parseInput(command.ReferInput, body).type, senderOf(who, request));
  }
}

const senderOf = (who: Principal, request: IdentifiedRequest): Sender => ({ who, address: request.ip });
