import { setTimeout as wait } from 'node:timers/promises';
import { randomOf, type Random } from '../../simulator/random.js';

const MINUTE_MS = 60_000;
const PAUSE_MS = 40;
/** Of the built-in catalogue, by stream. */
const TYPES = {
  incident: ['acc.infra.gas_leak', 'acc.fire', 'incident.other'],
  complaint: ['complaint.waste', 'complaint.road.damage'],
} as const;
/** Sensors of the demo city that a city's vital signs read. */
const SENSORS = ['CH4-0001', 'CH4-0002', 'CH4-0003'];

/** A writer's own sources on one instance, with their keys. */
export interface WriterPlace {
  url: string;
  keys: { incident: string; complaint: string; readings: string };
}

/** What writers were told, summed over all answers. */
export interface LoadTally {
  requests: number;
  accepted: number;
  duplicates: number;
  rejected: number;
}

/** Names of records that either writer has opened: both amend them, also at once. */
export type OpenedRecords = Record<'incident' | 'complaint', string[]>;

/**
 * Posts mixed requests until `isDone`: live records inside and outside of districts and without a place, amendments that move, close
 * and come too late, history of up to 20 hours, repeats, readings, and items that are refused. Reproducible by `seed`.
 * @param backMs age from which the service takes a message for history
 */
export async function writeMixed(
  place: WriterPlace,
  options: { seed: number; backMs: number; opened: OpenedRecords; tally: LoadTally; isDone: () => boolean },
): Promise<void> {
  const { seed, opened, tally, isDone } = options;
  for (let round = 0; !isDone(); round++) {
    const random = randomOf(seed, 'round', round);
    const kind = random.pick(['incident', 'complaint', 'readings'] as const, (k) => (k === 'readings' ? 1 : 3));
    const items =
      kind === 'readings'
        ? readings(random, `${seed}-${round}`)
        : Array.from({ length: 1 + Math.floor(random.next() * 12) }, (_, n) =>
            message({
              name: `m${seed}-${round}-${n}`,
              stream: kind,
              random,
              opened: opened[kind],
              backMs: options.backMs,
            }),
          );
    if (random.chance(0.3)) items.push(items[0] as object);
    await send(place.url, place.keys[kind], items, tally);
    await wait(PAUSE_MS * random.next());
  }
}

function message(of: {
  name: string;
  stream: 'incident' | 'complaint';
  random: Random;
  opened: string[];
  backMs: number;
}): object {
  const { name, stream, random, opened, backMs } = of;
  const isHistory = random.chance(0.15);
  const ageMs = isHistory ? random.between(backMs, 20 * 60 * MINUTE_MS) : random.between(0, 5 * MINUTE_MS);
  const isAmendment = opened.length > 0 && random.chance(0.35);
  const record = isAmendment ? random.pick(opened) : name;
  if (!isAmendment) opened.push(name);
  return {
    ...{ id: name, record, stream, type: random.chance(0.05) ? 'no.such.type' : random.pick(TYPES[stream]) },
    ...{ priority: 1 + Math.floor(random.next() * 4), occurredAt: new Date(Date.now() - ageMs).toISOString() },
    ...(random.chance(0.85) && { location: point(random) }),
    ...(random.chance(0.5) && { state: { status: random.pick(['open', 'closed', '处理中']) } }),
    // One in twenty cannot be taken.
    ...(random.chance(0.05) &&
      random.pick([{ colour: 'red' }, { title: 'a\0b' }, { occurredAt: '2026-02-30T10:00:00Z' }])),
  };
}

/** Mostly in a district of the demo city; some lie beyond its border. */
const point = (random: Random) => ({ lon: random.between(119.6, 120.1), lat: random.between(38.6, 38.9) });

function readings(random: Random, name: string): object[] {
  return SENSORS.map((sensor, i) => ({
    ...{ stream: 'risk', type: 'risk.gas', occurredAt: new Date(Date.now() - i * 1000).toISOString() },
    reading: { sensor: random.chance(0.05) ? `unknown-${name}` : sensor, value: random.between(0, 30) },
  }));
}

async function send(url: string, key: string, items: readonly object[], tally: LoadTally): Promise<void> {
  const answer = await fetch(`${url}/api/v1/intake/observations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(items),
  });
  if (![200, 207, 422].includes(answer.status))
    throw new Error(`intake answered ${answer.status} ${await answer.text()}`);
  const body = (await answer.json()) as { accepted: number; duplicates: number; rejected: unknown[] };
  tally.requests++;
  tally.accepted += body.accepted;
  tally.duplicates += body.duplicates;
  tally.rejected += body.rejected.length;
}
