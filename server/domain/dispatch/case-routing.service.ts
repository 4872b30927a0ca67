import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { IncidentCard } from '../../../protocol/incident.js';
import { Calendar } from '../../city/calendar.js';
import { Ground } from '../../city/ground.js';
import { Routing } from '../../city/routing.js';
import { Clock } from '../../platform/clock.js';
import { route, type Routed } from './routing.rules.js';

/** Whose an incident is, by the routing table of the city and the hour of its clock. */
@Injectable()
export class CaseRouting {
  constructor(
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    private readonly ground: Ground,
    private readonly routing: Routing,
  ) {}

  /** Routes it as of `nowMs`, epoch milliseconds of the city. */
  routed({ type, lon, lat, district }: IncidentCard, nowMs: number): Routed {
    const at = DateTime.fromMillis(nowMs, { zone: this.clock.zone });
    const street = lon === null || lat === null ? null : this.ground.streetAt(lon, lat);
    const areas = [...(street === null ? [] : [street]), district];
    const when = { minute: at.hour * 60 + at.minute, dayKind: this.calendar.kindOf(this.clock.dayOf(nowMs)) };
    return route({ type, areas, ...when }, { fields: this.routing.fields(), routes: this.routing.routes() });
  }
}
