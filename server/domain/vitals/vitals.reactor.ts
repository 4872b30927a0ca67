import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { BIN_MINUTES, lateBins } from './late-bins.queries.js';
import { moveLatest, readValues, storeMinute, vitalsOfBatches, type Vital } from './vitals.queries.js';
import { foldNumbers, foldVital, unlessPartial } from './vitals.rules.js';

const MINUTE_MS = 60_000;
/** The wall's line of a vital sign. */
const LINE_HOURS = 24;

/** Keeps the city's vital signs: one figure per vital sign for each pull in which one of its sensors measured something newer. */
@Injectable()
export class VitalsReactor implements Reactor, OnModuleInit {
  readonly name = 'vitals';
  readonly types = ['intake.recorded'] as const;

  constructor(private readonly follower: Follower) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const { batches, nowMs } = measured(entries);
    if (batches.length === 0) return [];
    const vitals = await vitalsOfBatches(db, batches);
    if (vitals.length === 0) return [];
    const moved = await moveLatest(db, batches, [...new Set(vitals.map((v) => v.rule.metric))]);
    const facts: NewEntry[] = [];
    for (const vital of vitals.filter((v) => moved.has(v.rule.metric))) {
      const fact = await figure(db, vital, nowMs);
      if (fact) facts.push({ fact, subject: fact.vital });
    }
    return [...(await lateFacts(db, vitals, { batches, nowMs })), ...facts];
  }
}

/** Readings that came late, as after an interruption or with a city's back history, correct the line of the quarter they belong to. */
async function lateFacts(
  db: PoolClient,
  vitals: readonly Vital[],
  pull: { batches: string[]; nowMs: number },
): Promise<NewEntry[]> {
  const facts: NewEntry[] = [];
  for (const { metric, bin, values, atMs, of } of await lateBins(db, pull.batches, {
    nowMs: pull.nowMs,
    hours: LINE_HOURS,
  })) {
    for (const { id, rule } of vitals.filter((v) => v.rule.metric === metric)) {
      const figure = {
        vital: id,
        minute: (bin + 1) * BIN_MINUTES - 1,
        at: new Date(atMs).toISOString(),
        value: unlessPartial(rule, foldNumbers(rule, values), { sensors: values.length, of }),
        sensors: values.length,
        of,
      };
      await storeMinute(db, figure);
      facts.push({ fact: { type: 'vital.measured', ...figure }, subject: id });
    }
  }
  return facts;
}

/** The batches that brought readings (drills measure nothing), and the moment of the newest receipt. */
function measured(entries: readonly Entry[]): { batches: string[]; nowMs: number } {
  const batches = new Set<string>();
  let nowMs = 0;
  for (const { fact, batch, isDrill } of entries) {
    if (fact.type !== 'intake.recorded' || fact.readings === 0 || batch === null || isDrill) continue;
    batches.add(batch);
    nowMs = Math.max(nowMs, Date.parse(fact.receivedAt));
  }
  return { batches: [...batches], nowMs };
}

async function figure(db: PoolClient, vital: Vital, nowMs: number) {
  const { values, of } = await readValues(db, vital);
  const { value: folded, atMs, sensors } = foldVital(vital.rule, values, nowMs);
  const value = unlessPartial(vital.rule, folded, { sensors, of });
  // Only values too old to count came in, as when history is imported: the figure does not move.
  if (atMs === null) return null;
  const at = new Date(atMs).toISOString();
  const minute = Math.floor(atMs / MINUTE_MS);
  await storeMinute(db, { vital: vital.id, minute, at, value, sensors, of });
  return { type: 'vital.measured', vital: vital.id, at, minute, value, sensors, of } as const;
}
