import { Controller, Get, Header, Query } from '@nestjs/common';
import { z } from 'zod';
import { bySeverity, Warnings, type Warning } from '../../../protocol/warning.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { holds } from './area-reach.rules.js';
import { listWarnings, type WarningRow } from './warnings.queries.js';
import { stateOf, worstByDistrict } from './warnings.rules.js';

const MOST = 500;
const WarningsQuery = z
  .strictObject({
    state: z.enum(['in-force', 'coming', 'ended', 'all']).default('in-force'),
    at: z.iso.datetime({ offset: true }).optional(),
    district: z.string().max(20).optional(),
    lon: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
    reach: z.enum(['city', 'all']).default('city'),
    drill: z.enum(['0', '1']).default('0'),
    limit: z.coerce.number().int().min(1).max(MOST).default(200),
  })
  .refine((q) => (q.lon === undefined) === (q.lat === undefined), 'a point has lon and lat');
type WarningsQuery = z.infer<typeof WarningsQuery>;

/** Official warnings (预警) over HTTP. */
@Controller('api/v1/warnings')
export class WarningsController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('situation.read')
  @Api({
    summary: 'Official warnings by time and area, the most severe first',
    query: WarningsQuery,
    response: Warnings,
  })
  async list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<Warnings> {
    const asked = parseInput(WarningsQuery, query);
    const atMs = asked.at === undefined ? this.clock.now() : Date.parse(asked.at);
    const at = new Date(atMs).toISOString();
    // What is not public is for those who work on it, never for a wall.
    const restricted = who.permissions['signals.read'] === 'city';
    const { state, limit } = asked;
    const rows = await listWarnings(this.db.query, { at, state, limit, restricted, drill: asked.drill === '1' });
    const found = rows.filter((row) => isAskedFor(row, asked)).toSorted((a, b) => bySeverity(a.card, b.card));
    const items = found.map((row) => toWarning(row, atMs));
    return { at, items, worst: worstByDistrict(items.filter((item) => item.state === 'in-force')) };
  }
}

/** What says no place that can be read might be meant for here: it is left out of no area. */
function isAskedFor({ card, message }: WarningRow, { district, lon, lat, reach }: WarningsQuery): boolean {
  if (reach === 'city' && card.reach === 'outside') return false;
  if (district !== undefined && card.reach !== 'unknown' && !card.districts.includes(district)) return false;
  if (lon === undefined || lat === undefined) return true;
  return message.infos.some((i) => i.areas.length === 0 || i.areas.some((area) => holds(area, [lon, lat]) !== false));
}

function toWarning({ card, message, source, receivedMs }: WarningRow, atMs: number): Warning {
  const { identifier, sender, sent, version, status, msgType, infos } = message;
  return {
    ...card,
    ...{ state: stateOf(card, atMs), source, identifier, sender, sent, version, status, msgType, infos },
    receivedAt: new Date(receivedMs).toISOString(),
  };
}
