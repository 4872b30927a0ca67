import type { CatalogueType } from '../protocol/city.js';
import type { LonLat } from '../protocol/geo.js';
import { drawDurations, drawOutcome, iso, type Course } from './record.js';
import { randomOf, type Random } from './random.js';
import { rhythmAt } from './rhythm.js';
import type { Ground, Spot } from './ground.js';
import { TYPE_MIX } from './mix.data.js';
import type { MixEntry } from './mix/entry.js';
import { FAMILY_NAMES, GIVEN_NAMES, VOICES, type Voice } from './voices.data.js';
import { stormOf, wetness } from './weather.js';
import { toSourceCrs } from './source-crs.js';

const MINUTE_MS = 60_000;

/** What the invented city needs to live: its ground, its catalogue, its zone and its seed. */
export interface Life {
  seed: number;
  zone: string;
  center: LonLat;
  ground: Ground;
  types: ReadonlyMap<string, CatalogueType>;
}

/** Everything that begins in one minute, the same whenever it is asked for. `tempo` multiplies the rate (1 = as in life). */
export function coursesAt(life: Life, minute: number, tempo = 1): Course[] {
  const storm = stormOf(life.seed, minute, life.zone, life.center);
  const wet = wetness(storm, minute);
  return VOICES.flatMap((voice) => {
    const random = randomOf(life.seed, voice.source, minute);
    const mean = (voice.perHour / 60) * rhythmAt(voice.shape, minute, life.zone) * (1 + voice.wetFactor * wet) * tempo;
    return Array.from({ length: random.poisson(mean) }, (_, n) => course(life, voice, { minute, n, wet, random }));
  });
}

interface Moment {
  minute: number;
  n: number;
  wet: number;
  random: Random;
}

function course(life: Life, voice: Voice, moment: Moment): Course {
  const { random, minute } = moment;
  const entry = random.pick(TYPE_MIX[voice.source] ?? [], (e) => e.weight * (e.wet ? 1 + e.wet * moment.wet : 1));
  const type = life.types.get(entry.type);
  const priority = entry.priority ?? type?.priority ?? 3;
  const openedAt = minute * MINUTE_MS + Math.floor(random.next() * 60) * 1000;
  const { doneMs, limitMs } = drawDurations(random, priority, entry.limitHours);
  const outcome = drawOutcome(random, voice.stream === 'complaint', doneMs > limitMs);
  const spot = life.ground.spot(random, entry.where);
  return {
    source: voice.source,
    opening: {
      id: `${voice.prefix}-${new Date(openedAt).toISOString().slice(0, 10).replaceAll('-', '')}-${minute % 1440}-${moment.n}`,
      stream: voice.stream,
      type: entry.type,
      ...(entry.priority ? { priority: entry.priority } : {}),
      occurredAt: iso(openedAt),
      location: locationOf(voice, spot, random),
      title: titleOf(entry, spot, random),
      description: `${spot.address}，${random.pick(entry.details)}。`,
      ...(random.chance(voice.named) ? { reporter: reporter(random) } : {}),
      ...(voice.source === 'video'
        ? {
            attributes: {
              camera: `CAM-${String(1000 + Math.floor(random.next() * 4000))}`,
              confidence: Math.round(random.between(0.71, 0.99) * 100) / 100,
            },
          }
        : {}),
    },
    openedAt,
    closedAt: openedAt + doneMs,
    dueAt: openedAt + limitMs,
    org: entry.org,
    ...outcome,
  };
}

function locationOf(voice: Voice, spot: Spot, random: Random) {
  if (random.chance(voice.addressOnly))
    return { address: random.chance(0.12) ? '说不清具体位置，在桥下面' : spot.address };
  const [lon, lat] = toSourceCrs(spot.lonLat, voice.crs);
  return { lon, lat, crs: voice.crs, address: spot.address };
}

function titleOf(entry: MixEntry, spot: Spot, random: Random): string {
  return random.pick(entry.titles).replace('{road}', spot.road).replace('{place}', spot.place);
}

/** An invented person. 1390000xxxx is kept free of subscribers here; the demo sends no message to anyone. */
function reporter(random: Random): { name: string; phone: string } {
  const name =
    random.pick(FAMILY_NAMES) + random.pick(GIVEN_NAMES) + (random.chance(0.5) ? random.pick(GIVEN_NAMES) : '');
  return { name, phone: `1390000${String(Math.floor(random.next() * 10_000)).padStart(4, '0')}` };
}
