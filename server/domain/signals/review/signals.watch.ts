import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Evidence, Signal, SignalRuleView } from '../../../../protocol/signal.js';
import type { NewEntry } from '../../../journal/entry.js';
import { Journal } from '../../../journal/journal.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { uuidv7 } from '../../../platform/ids.js';
import { Lease } from '../../../platform/lease.js';
import { LeasedLoop } from '../../../platform/leased-loop.js';
import type { Detection } from '../rules/detection.js';
import { Detector } from '../rules/detector.service.js';
import { listRules } from '../rules/rules.queries.js';
import { readSignal, readStanding, saveSignal } from './signals.queries.js';
import { entryOf } from './signals.service.js';

const EVERY_MS = 5000;
const LEASE_MS = 30_000;

/** Runs the rules in force every few seconds, on one instance of the cluster, and raises what they find. One signal waits for each rule and district. */
@Injectable()
export class SignalsWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('signals');
  private readonly lease: Lease;
  private readonly loop: LeasedLoop;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly detector: Detector,
  ) {
    this.lease = new Lease(db, 'signals', LEASE_MS);
    this.loop = new LeasedLoop(this.lease, EVERY_MS, (epoch) => this.look(epoch));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async look(epoch: number): Promise<void> {
    const rules = (await listRules(this.db.system)).filter((rule) => rule.state === 'live');
    for (const rule of rules) {
      try {
        const found = await this.detector.now(rule.definition);
        if (found.length > 0) await this.raise(epoch, rule, found);
      } catch (error) {
        // One rule that fails must not silence the others; it is tried again in a moment.
        this.log.warn({ msg: 'a rule could not be run', rule: rule.definition.id, error: (error as Error).message });
      }
    }
  }

  private async raise(epoch: number, rule: SignalRuleView, found: readonly Detection[]): Promise<void> {
    await this.lease.fenced(epoch, async (client) => {
      const facts: NewEntry[] = [];
      for (const detection of newestOf(found)) facts.push(...(await this.take(client, rule, detection)));
      if (facts.length > 0) await this.journal.append(client, facts);
    });
  }

  private async take(client: PoolClient, rule: SignalRuleView, found: Detection): Promise<NewEntry[]> {
    const { id: name } = rule.definition;
    const { waiting, lastMs } = await readStanding(client, name, found.district);
    const isSame = waiting && keyOf(waiting.evidence) === keyOf(found.evidence) && waiting.grade <= found.grade;
    // What was decided about is not raised again while the same condition goes on.
    if (isSame || (!waiting && lastMs !== null && lastMs >= found.sinceMs)) return [];
    const id = waiting?.id ?? uuidv7(this.clock.now());
    await saveSignal(client, { id, rule: name, version: rule.version, found });
    const after = (await readSignal(client, id, null)) as Signal;
    return [entryOf(waiting ? 'signal.grew' : 'signal.raised', after)];
  }
}

/** The last detection of each district. */
function newestOf(found: readonly Detection[]): Detection[] {
  const newest = new Map<string, Detection>();
  for (const detection of found.toSorted((a, b) => a.untilMs - b.untilMs)) newest.set(detection.district, detection);
  return [...newest.values()];
}

/** What a signal rests on; the same sources speaking again change nothing. */
function keyOf(evidence: readonly Evidence[]): string {
  return evidence
    .map((e) => `${e.channel} ${e.source}`)
    .sort()
    .join('\n');
}
