import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../protocol/facts.js';
import type { NewEntry, Reactor } from '../journal/entry.js';
import { Follower } from '../journal/follower.js';

// Index reading_batch: `offset 0` keeps the planner from reading the whole day. Sorted, so that two writers of one hour wait for each other instead of for ever.
const ADD = `
  insert into reading_hour (sensor, hour, n, total, low, high)
  select sensor, date_trunc('hour', at), count(*), sum(value), min(value), max(value)
  from unnest($1::uuid[]) as b (batch) cross join lateral (select * from reading where batch = b.batch and quality < 2 offset 0) r
  group by 1, 2 order by 1, 2
  on conflict (sensor, hour) do update set
    n = reading_hour.n + excluded.n, total = reading_hour.total + excluded.total,
    low = least(reading_hour.low, excluded.low), high = greatest(reading_hour.high, excluded.high)`;

/** After so many readings it rests: hours are read by curves and back-tests, to whom ten seconds are nothing. */
const REST = { above: 4000, ms: 10_000 };

/** Adds readings to their hours, which stay when the raw readings go. Bad readings do not count. */
@Injectable()
export class ReadingHourReactor implements Reactor, OnModuleInit {
  readonly name = 'reading-hours';
  readonly types = ['intake.recorded'] as const;
  readonly rest = { ...REST, weigh: readingsOf };

  constructor(private readonly follower: Follower) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  /** Adds the readings of the batches that brought any. */
  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const batches = new Set<string>();
    for (const { fact, batch } of entries) {
      if (fact.type === 'intake.recorded' && fact.readings > 0 && batch !== null) batches.add(batch);
    }
    if (batches.size > 0) await db.query(ADD, [[...batches]]);
    return [];
  }
}

function readingsOf({ fact }: Entry): number {
  return fact.type === 'intake.recorded' ? fact.readings : 0;
}
