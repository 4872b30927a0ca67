import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { WatchChanged } from '../../../protocol/facts/risk.js';
import type { HazardChainVersion, HazardNode } from '../../../protocol/hazard-chain.js';
import type { WatchCard } from '../../../protocol/watch.js';
import { Areas } from '../../city/areas.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { uuidv7 } from '../../platform/ids.js';
import { Timers } from '../../timers/timers.js';
import { readChains } from './chain.queries.js';
import { nodesOf, type Happening } from './happening.rules.js';
import { causeOf, meets, planWatches, type Ground } from './watch.rules.js';
import { lockStanding, lockWatch, noteSeen, saveWatch } from './watches.queries.js';

/** Fires when the window of a watch item is over; its subject is the watch item. */
export const WATCH_OVER = 'watch.over';
/** How long after its window word of a hazard may still prove a watch item right. Ours: reports of a night come in by the next shift's end. */
const LATE_WORD_MS = 12 * 3_600_000;

/** What happened, and the entry that told it. */
export interface Told {
  happening: Happening;
  cause: number;
}

interface Change {
  type: WatchChanged['type'];
  card: WatchCard;
}

/** What is known while one thing after another is followed. */
interface Known {
  published: HazardChainVersion;
  known: readonly WatchCard[];
  nowMs: number;
}

/** Opens watch items, and ends them. Runs in the caller's transaction, who appends the facts as its last statement. */
@Injectable()
export class WatchBook {
  constructor(
    private readonly areas: Areas,
    private readonly clock: Clock,
    private readonly timers: Timers,
  ) {}

  /** Follows what happened, in order: what was watched for is met, what may follow is watched. Chain and watch items are read once for all of it. */
  async follow(db: PoolClient, told: readonly Told[]): Promise<NewEntry[]> {
    const { published } = await readChains(db);
    const hazards = told.filter(({ happening }) => nodesOf(published.chain, happening).length > 0);
    if (hazards.length === 0) return [];
    const nowMs = this.clock.now();
    const known = new Map((await lockStanding(db, nowMs - LATE_WORD_MS)).map((card) => [card.id, card]));
    const facts: NewEntry[] = [];
    for (const { happening, cause } of hazards) {
      const changed = await this.followOne(db, happening, { published, known: [...known.values()], nowMs });
      for (const { card } of changed) known.set(card.id, card);
      facts.push(...changed.map(({ type, card }) => entryOf(type, card, cause)));
    }
    return facts;
  }

  private async followOne(db: PoolClient, happening: Happening, { published, known, nowMs }: Known): Promise<Change[]> {
    const nodes = nodesOf(published.chain, happening);
    const met: WatchCard[] = [];
    const canFollow = (node: HazardNode) => published.chain.edges.some((edge) => edge.to === node.id);
    // What begins a chain could not have been foretold by it.
    for (const node of nodes.filter(canFollow)) met.push(...(await this.meet(db, { happening, node, known })));
    const standing = known.map((card) => met.find(({ id }) => id === card.id) ?? card);
    const ground: Ground = {
      ...{ chain: published.chain, version: published.version, nowMs, newId: () => uuidv7(nowMs) },
      standing: standing.filter((card) => Date.parse(card.until) > nowMs),
      districts: this.areas.districts().map((area) => area.code),
    };
    const planned = new Map<string, WatchCard>();
    for (const node of nodes)
      for (const card of planWatches(happening, node, withPlanned(ground, planned))) planned.set(card.id, card);
    for (const card of planned.values()) await this.put(db, card);
    const isOld = new Set(known.map(({ id }) => id));
    return [
      ...met.map((card): Change => ({ type: 'watch.met', card })),
      ...[...planned.values()].map((card): Change => ({
        type: isOld.has(card.id) ? 'watch.joined' : 'watch.opened',
        card,
      })),
    ];
  }

  /** Ends a watch item for which nothing came. */
  async expire(db: PoolClient, id: string): Promise<NewEntry[]> {
    const card = await lockWatch(db, id);
    if (card?.state !== 'awaited') return [];
    const after: WatchCard = { ...card, state: 'expired' };
    await saveWatch(db, after);
    return [entryOf('watch.expired', after)];
  }

  private async meet(
    db: PoolClient,
    { happening, node, known }: { happening: Happening; node: HazardNode; known: readonly WatchCard[] },
  ): Promise<WatchCard[]> {
    if (!happening.isItself) return [];
    const met = known
      .filter((watch) => meets(watch, happening, node.id))
      .map((watch): WatchCard => ({ ...watch, state: 'met', met: causeOf(happening, node.id) }));
    for (const card of met) await this.put(db, card);
    const { kind, id, atMs, isDrill } = happening;
    const district = happening.districts[0] ?? '-';
    const foretold =
      met[0] ??
      known.find((watch) => watch.state === 'met' && meets({ ...watch, state: 'awaited' }, happening, node.id));
    await noteSeen(db, { kind, id, node: node.id, district, atMs, watch: foretold?.id ?? null, isDrill });
    return met;
  }

  private async put(db: PoolClient, card: WatchCard): Promise<void> {
    await saveWatch(db, card);
    const timer = { kind: WATCH_OVER, subject: card.id };
    if (card.state !== 'awaited') return this.timers.cancel(db, card.id, WATCH_OVER);
    await this.timers.set(db, { ...timer, dueMs: Date.parse(card.until), isDrill: card.isDrill });
  }
}

/** The ground with what was planned a moment ago: two nodes of one happening never open the same twice. */
function withPlanned(ground: Ground, planned: ReadonlyMap<string, WatchCard>): Ground {
  const others = ground.standing.filter(({ id }) => !planned.has(id));
  return { ...ground, standing: [...others, ...planned.values()] };
}

function entryOf(type: WatchChanged['type'], watch: WatchCard, cause?: number): NewEntry {
  return { fact: { type, watch }, subject: watch.id, isDrill: watch.isDrill, ...(cause !== undefined && { cause }) };
}
