import { Injectable } from '@nestjs/common';
import type { Backtest, CountRule, SignalRule } from '../../../../protocol/signal.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { judgeBacktest } from './backtest.rules.js';
import { detectCounts } from './count.rules.js';
import type { Detection } from './detection.js';
import { detectMultiPoint } from './multi-point.rules.js';
import {
  readBeginning,
  readDailyCounts,
  readHappened,
  readPoints,
  readSensorHours,
  type Span,
} from './past.queries.js';
import { detectThresholds } from './threshold.rules.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How far back a rule is tried. */
const BACKTEST_DAYS = 90;

/** Runs rules over the past: over ninety days to try them, over what is needed for now to use them. Both go the same way. */
@Injectable()
export class Detector {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** What a rule finds that holds now. */
  async now(rule: SignalRule): Promise<Detection[]> {
    const toMs = this.clock.now();
    const found = await this.detect(rule, { fromMs: toMs - reachMs(rule), toMs, live: true });
    return found.filter((detection) => detection.untilMs > toMs - freshMs(rule));
  }

  /** What a rule would have found over the last ninety days, or as far as its data reach. */
  async backtest(rule: SignalRule): Promise<Backtest> {
    const nowMs = this.clock.now();
    const whole = { fromMs: nowMs - BACKTEST_DAYS * DAY_MS, toMs: nowMs, live: false };
    const fromMs = (await readBeginning(this.db.query, rule, whole)) ?? nowMs;
    const span = { ...whole, fromMs };
    if (fromMs >= nowMs) return judgeBacktest([], [], { ...span, nowMs, horizonHours: rule.horizonHours });
    const [found, happened] = await Promise.all([this.detect(rule, span), readHappened(this.db.query, rule, span)]);
    return judgeBacktest(found, happened, { ...span, nowMs, horizonHours: rule.horizonHours });
  }

  private async detect(rule: SignalRule, span: Span): Promise<Detection[]> {
    if (rule.kind === 'multi-point') return detectMultiPoint(await readPoints(this.db.query, rule, span), rule);
    if (rule.kind === 'threshold') return detectThresholds(await readSensorHours(this.db.query, rule, span), rule);
    return detectCounts(await readDailyCounts(this.db.query, rule, this.daysOf(span)), rule);
  }

  /** Whole days only: today's count is not one yet. */
  private daysOf({ fromMs, toMs }: Span): { from: string; to: string; zone: string } {
    return {
      from: this.clock.dayOf(fromMs),
      to: this.clock.dayOf(this.clock.dayStart(toMs) - 1),
      zone: this.clock.zone,
    };
  }
}

/** How much of the past a rule needs to say what holds now. */
function reachMs(rule: SignalRule): number {
  if (rule.kind === 'multi-point') return 2 * rule.windowMinutes * MINUTE_MS;
  if (rule.kind === 'threshold') return (Math.max(...rule.columns.map((column) => column.hours)) + 3) * HOUR_MS;
  return stepsOf(rule) * DAY_MS;
}

function stepsOf({ baseline }: CountRule): number {
  return baseline + 10;
}

/** How long ago a condition may have been seen last and still count as now. */
function freshMs(rule: SignalRule): number {
  if (rule.kind === 'multi-point') return rule.windowMinutes * MINUTE_MS;
  return rule.kind === 'threshold' ? 2 * HOUR_MS : DAY_MS;
}
