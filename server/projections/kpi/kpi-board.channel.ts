import { Injectable } from '@nestjs/common';
import type { ChannelParams } from '../../../protocol/live.js';
import type { LiveKpiBoard } from '../../../protocol/live/kpi-board.js';
import { Clock } from '../../platform/clock.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { LiveChannels, type LiveChannel, type View } from '../live-channel.js';
import { onlyParams } from '../scope.rules.js';
import { KpiBoards } from './kpi-boards.service.js';
import { DIM } from './kpi-parts.queries.js';
import { KpiRunning, RUNNING, type RunningKind } from './kpi-running.service.js';

/** Views kept: a handful of districts in two periods; the oldest goes first. */
const KEPT_VIEWS = 100;

/** The channel `kpi-board`: params {district?, period? day|month}. */
@Injectable()
export class KpiBoardChannel implements LiveChannel<'kpi-board'> {
  readonly name = 'kpi-board';
  private readonly views = new Map<string, { version: number; start: string; view: View<'kpi-board'> }>();

  constructor(
    private readonly running: KpiRunning,
    private readonly boards: KpiBoards,
    private readonly clock: Clock,
    channels: LiveChannels,
  ) {
    channels.register(this);
  }

  params(raw: ChannelParams, who: Principal): ChannelParams {
    onlyParams(raw, ['district', 'period']);
    const district = this.boards.areaFor(raw['district'] === undefined ? undefined : String(raw['district']), who);
    const period = raw['period'] ?? 'month';
    if (!RUNNING.includes(period as RunningKind))
      throw new DomainError(400, 'params/unknown', `period is one of ${RUNNING.join(', ')}`);
    return { ...(district !== null && { district }), period };
  }

  view(params: ChannelParams): View<'kpi-board'> {
    const now = this.running.now(params['period'] as RunningKind);
    const key = JSON.stringify(params);
    const kept = this.views.get(key);
    if (kept?.version === now.version && kept.view.seq === now.seq) return kept.view;
    const area = params['district'] === undefined ? null : String(params['district']);
    const state = kept?.version === now.version ? kept.view.state : this.draw(now, area);
    const view = { seq: now.seq, at: new Date(this.clock.now()).toISOString(), state };
    this.views.delete(key);
    this.views.set(key, { version: now.version, start: now.span.start, view });
    const oldest = this.views.keys().next();
    if (this.views.size > KEPT_VIEWS && !oldest.done) this.views.delete(oldest.value);
    return view;
  }

  onDirty(cb: () => void): void {
    this.running.onDirty(cb);
  }

  private draw({ span, book }: ReturnType<KpiRunning['now']>, area: string | null): LiveKpiBoard {
    const where = area === null ? { dim: DIM.city, key: '' } : { dim: DIM.district, key: area };
    const found = book.at(where);
    return { period: span, area, values: Object.fromEntries([...found].map(([code, { value }]) => [code, value])) };
  }
}
