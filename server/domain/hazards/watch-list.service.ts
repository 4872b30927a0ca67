import { Injectable } from '@nestjs/common';
import type { HazardChain } from '../../../protocol/hazard-chain.js';
import type { Watch, WatchCard, Watches } from '../../../protocol/watch.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { readChains } from './chain.queries.js';
import { scoreOf, totalScore } from './score.rules.js';
import { countAwaited, listWatches, readPlaces, readScores, type WatchFilter } from './watches.queries.js';

/** Days over which precision and recall are counted, and places named for a watch item. */
const SCORE_DAYS = 30;
const PLACES = 8;
const DAY_MS = 86_400_000;

/** Lists watch items with their names and places, and says how often they were right. */
@Injectable()
export class WatchList {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async read(filter: WatchFilter): Promise<Watches> {
    const { districts } = filter;
    const [cards, awaited, counts, { published }] = await Promise.all([
      listWatches(this.db.query, filter),
      countAwaited(this.db.query, districts),
      readScores(this.db.query, this.clock.now() - SCORE_DAYS * DAY_MS, districts),
      readChains(this.db.query),
    ]);
    const items = await Promise.all(cards.map((card) => this.named(card, published.chain)));
    const byNode = counts.map(scoreOf);
    const at = new Date(this.clock.now()).toISOString();
    return { at, awaited, items, days: SCORE_DAYS, score: totalScore(counts), byNode };
  }

  /** Names a card by the chain in force; a node that it no longer has keeps its id. Places are named while it waits. */
  private async named(card: WatchCard, { nodes }: HazardChain): Promise<Watch> {
    const node = nodes.find(({ id }) => id === card.node);
    const kinds = card.state === 'awaited' ? (node?.places ?? []) : [];
    const places = await readPlaces(this.db.query, { kinds, districts: card.districts, at: card.at, most: PLACES });
    return { ...card, nameZh: node?.nameZh ?? card.node, nameEn: node?.nameEn ?? card.node, places };
  }
}
