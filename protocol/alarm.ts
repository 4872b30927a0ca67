import { z } from 'zod';
import { Priority } from './observation.js';

const Iso = z.string();

/**
 * What an alarm is about. `high` and `low` compare a good reading with a limit; `out-of-range` is a value the instrument cannot measure. The others
 * are about what is missing or wrong with the sensor: no alarm but `no-data` comes from missing data. @source handbook §4.5, §8
 */
export const AlarmCondition = z.enum([
  'high',
  'low',
  'out-of-range',
  'no-data',
  'frozen',
  'clock-skew',
  'feed-interrupted',
]);
export type AlarmCondition = z.infer<typeof AlarmCondition>;

/** Conditions that readings show by themselves; the rest shows in time passing. */
export const READING_CONDITIONS: readonly AlarmCondition[] = ['high', 'low', 'out-of-range'];

/** Where an alarm stands. `returned`: the condition has gone and nobody has acknowledged it yet. @source ISA-18.2-2016 §5.2.2; handbook §8.1 */
export const AlarmState = z.enum(['unacknowledged', 'acknowledged', 'returned', 'normal']);
export type AlarmState = z.infer<typeof AlarmState>;

/** Why an alarm is not on the main list although it lives on: 搁置 by a person, 抑制 by design, 停用 with its sensor. */
export const AlarmHidden = z.enum(['shelved', 'suppressed', 'disabled']);
export type AlarmHidden = z.infer<typeof AlarmHidden>;

/** Why somebody shelves an alarm or takes a sensor out of service. Closed list, so that it can be counted. */
export const ShelvingReason = z.enum(['chattering', 'maintenance', 'sensor-fault', 'known-work', 'duplicate', 'other']);
export type ShelvingReason = z.infer<typeof ShelvingReason>;

/** Which way the value went since it was last told. */
export const AlarmTrend = z.enum(['rising', 'falling', 'steady']);

/**
 * An alarm without words: what facts, channels and lists carry. There is one open alarm per `subject` and `rule`; `count` says how often its
 * condition came since `raisedAt`. `subject` is a sensor's id, or `feed:` and a source's. Closed when `closedAt` is set.
 */
export const AlarmCard = z.object({
  ...{ id: z.string(), subject: z.string(), sensor: z.string().nullable(), source: z.string(), rule: z.string() },
  ...{ condition: AlarmCondition, cause: z.string(), priority: Priority },
  ...{ district: z.string(), lon: z.number().nullable(), lat: z.number().nullable() },
  ...{ state: AlarmState, hidden: AlarmHidden.nullable(), hiddenAt: Iso.nullable(), hiddenUntil: Iso.nullable() },
  ...{ hiddenBy: z.string().nullable(), hiddenReason: ShelvingReason.nullable() },
  ...{ count: z.int(), raisedAt: Iso, activeAt: Iso, clearedAt: Iso.nullable(), closedAt: Iso.nullable() },
  ...{ ackedAt: Iso.nullable(), ackedBy: z.string().nullable(), chatteringUntil: Iso.nullable() },
  ...{ value: z.number().nullable(), peak: z.number().nullable(), valueAt: Iso.nullable(), trend: AlarmTrend },
  ...{ limit: z.number().nullable(), unit: z.string().nullable() },
  ...{ incident: z.string().nullable(), incidentNo: z.string().nullable(), referredAt: Iso.nullable() },
  ...{ isDrill: z.boolean(), version: z.int() },
});
export type AlarmCard = z.infer<typeof AlarmCard>;

/** An alarm with the names of what it is about. */
export const AlarmLine = AlarmCard.extend({ nameZh: z.string(), nameEn: z.string(), place: z.string().nullable() });
export type AlarmLine = z.infer<typeof AlarmLine>;

/** What the tabs of the screen show. `standing` 在告 is `unacknowledged` and `acknowledged` together; nothing hidden is in these four. */
export const AlarmTab = z.enum([
  ...['standing', 'unacknowledged', 'acknowledged', 'returned', 'shelved', 'suppressed', 'disabled'],
  ...['chattering', 'stale', 'no-data'],
] as const);
export type AlarmTab = z.infer<typeof AlarmTab>;

/** Source of the reports that alarms make; `record` is the alarm's id. */
export const ALARM_SOURCE = 'alarms';

/** Seconds an alarm may be shelved by its priority. @source handbook §8.1: at most 24 h, the highest priority 8 h */
export const SHELVED_AT_MOST: Readonly<Record<Priority, number>> = {
  1: 8 * 3600,
  2: 24 * 3600,
  3: 24 * 3600,
  4: 24 * 3600,
};
/** An alarm that came so often within so many seconds chatters. @source handbook §8.2 (three activations); the window is ours: readings come by the minute */
export const CHATTER = { activations: 3, seconds: 600 } as const;
/** Standing longer than this without change is stale. @source handbook §8.2, EEMUA 191: 24 h */
export const STALE_HOURS = 24;
/**
 * Alarms in ten minutes: a steady load, the beginning of a flood, and its end.
 * @source EEMUA 191, ISA-18.2 as in handbook §8.2; the end (below five for ten minutes) is ours
 */
export const LOAD = { minutes: 10, steady: 1, flood: 10, over: 5 } as const;
/** Shares of the priorities 1, 2 and the rest that guidelines name, percent. @source EEMUA 191 as in handbook §8.2 */
export const MIX = [5, 15, 80] as const;

/** Whether a tab shows an open alarm at a moment, epoch milliseconds. */
export function isOnTab(card: AlarmCard, tab: AlarmTab, atMs: number): boolean {
  if (card.closedAt !== null || card.isDrill) return false;
  if (tab === 'shelved' || tab === 'suppressed' || tab === 'disabled') return card.hidden === tab;
  const isStanding = card.hidden === null && (card.state === 'unacknowledged' || card.state === 'acknowledged');
  if (tab === 'standing') return isStanding;
  if (tab === 'chattering') return card.chatteringUntil !== null && Date.parse(card.chatteringUntil) > atMs;
  if (tab === 'stale') return isStanding && Date.parse(card.activeAt) <= atMs - STALE_HOURS * 3_600_000;
  if (tab === 'no-data') return card.condition === 'no-data' && isActive(card.state);
  return card.hidden === null && card.state === tab;
}

/** Whether the condition of an alarm is true now. */
export function isActive(state: AlarmState): boolean {
  return state === 'unacknowledged' || state === 'acknowledged';
}

/** Most urgent first: priority, not yet acknowledged, newest, id. */
export function byUrgency(a: AlarmCard, b: AlarmCard): number {
  return (
    a.priority - b.priority ||
    Number(a.state !== 'unacknowledged') - Number(b.state !== 'unacknowledged') ||
    (a.activeAt > b.activeAt ? -1 : a.activeAt < b.activeAt ? 1 : 0) ||
    (a.id < b.id ? -1 : 1)
  );
}
