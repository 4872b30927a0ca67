import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../protocol/facts.js';
import { CityStore } from '../city/city.store.js';
import { Sources } from '../city/sources.js';
import { Vitals } from '../city/vitals.js';
import type { TailListener } from '../journal/entry.js';
import { newest, readAfter } from '../journal/journal.queries.js';
import { Tail } from '../journal/tail.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { CityState } from './city-state.projection.js';
import { readCursors, readStart } from './projection.queries.js';
import type { Refs } from './situation.projection.js';
import type { Times } from './times.rules.js';

const PAGE = 1000;

/** What a view is drawn from: the state, its windows, the reference data. `stamp` is equal as long as a view would be. */
export interface Moment {
  city: CityState;
  times: Times;
  refs: Refs;
  stamp: string;
}

/** Holds the live state of the city in this process: read from the roll-ups at boot, then followed through the journal. */
@Injectable()
export class ProjectionService implements TailListener, OnApplicationBootstrap {
  private readonly log = new Logger('projections');
  private readonly dirty = new Set<() => void>();
  private city: CityState;
  private refs: Refs | undefined;
  private refsVersion = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tail: Tail,
    private readonly sources: Sources,
    private readonly vitals: Vitals,
    @Inject(CONFIG) private readonly config: Config,
    store: CityStore,
  ) {
    this.city = new CityState(clock);
    store.onChange(() => this.refresh());
  }

  async onApplicationBootstrap(): Promise<void> {
    this.city = await this.read();
    this.tail.subscribe(this, this.city.seq);
  }

  /** Follows the journal. One entry that cannot be applied is a bug: it is reported and the others go on. */
  apply(entries: readonly Entry[]): void {
    this.city.turn(this.clock.now());
    for (const entry of entries) {
      try {
        this.city.apply(entry);
      } catch (error) {
        this.log.error({ msg: 'an entry could not be applied', seq: entry.seq, type: entry.fact.type, error });
      }
    }
    this.tellDirty();
  }

  /** Gives what views are drawn from, now. */
  now(): Moment {
    const times = this.city.turn(this.clock.now());
    this.refs ??= {
      sources: this.sources.list().filter((s) => !s.retired),
      vitals: this.vitals.list(),
      transports: this.config.mqttUrl === null ? ['http'] : ['http', 'mqtt'],
    };
    return { city: this.city, times, refs: this.refs, stamp: `${this.city.seq} ${times.minute} ${this.refsVersion}` };
  }

  /** Calls back when a state may have moved. */
  onDirty(tell: () => void): void {
    this.dirty.add(tell);
  }

  private refresh(): void {
    this.refs = undefined;
    this.refsVersion++;
    this.tellDirty();
  }

  private tellDirty(): void {
    for (const tell of this.dirty) tell();
  }

  /** Reads roll-ups, cursors and the entries after them in one snapshot, so that nothing is missed or counted twice. */
  private read(): Promise<CityState> {
    return this.database.tx(this.database.system, async (db) => {
      await db.query('set transaction isolation level repeatable read read only');
      const city = new CityState(this.clock);
      const nowMs = this.clock.now();
      const cursors = await readCursors(db);
      const start = await readStart(db, { minute: Math.floor(nowMs / 60_000), day: this.clock.dayOf(nowMs) });
      city.load({ ...start, seq: cursors.rollups }, nowMs);
      const { seq, at } = await newest(db);
      await this.catchUp(db, city, Math.min(cursors.rollups, cursors.feeds));
      city.standAt(seq, at?.toISOString() ?? '');
      return city;
    });
  }

  private async catchUp(db: PoolClient, city: CityState, from: number): Promise<void> {
    for (let seq = from; ;) {
      const entries = await readAfter(db, seq, PAGE);
      for (const entry of entries) city.apply(entry);
      if (entries.length < PAGE) return;
      seq = (entries.at(-1) as Entry).seq;
    }
  }
}
