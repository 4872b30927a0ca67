import { byUrgency, isOnTab, type AlarmCard, type AlarmLine, type AlarmTab } from '../../protocol/alarm.js';
import {
  ALARM_WINDOW,
  GROUPS_SHOWN,
  RETURNED_SHOWN,
  type AlarmGroup,
  type LiveAlarms,
} from '../../protocol/live/alarms.js';
import { columnsOf, floodSince } from './alarm-load.rules.js';
import { groupAlarms } from './alarm-groups.rules.js';
import { KEPT_MINUTES, type ShownAlarm } from './alarms.projection.js';
import type { CityState } from './city-state.projection.js';
import { isoOf, type Times } from './times.rules.js';

/** Names of what an alarm is about. */
export type NamesOf = (card: AlarmCard) => Pick<AlarmLine, 'nameZh' | 'nameEn' | 'place'>;

/** Draws the state of `alarms`. `districts` null is the whole city. */
export function liveAlarmsOf(
  city: CityState,
  t: Times,
  of: { districts: readonly string[] | null; namesOf: NamesOf },
): LiveAlarms {
  const isIn = (district: string) => of.districts === null || of.districts.includes(district);
  const seen = [...city.risk.alarms.list()].filter((card) => isIn(card.district));
  const atMs = (t.minute + 1) * 60_000;
  const on = (tab: AlarmTab) => seen.filter((card) => isOnTab(card, tab, atMs));
  const [standing, returned] = [on('standing'), on('returned')];
  const shown = [...city.risk.alarms.activations()].filter((one) => isIn(one.district));
  const perMinute = minutesOf(shown, t.minute);
  const columns = columnsOf(perMinute);
  const since = floodSince(perMinute, t.minute);
  const window = [...standing, ...returned].sort(byUrgency).slice(0, ALARM_WINDOW);
  return {
    asOf: city.asOf(t),
    to: isoOf(t.minute + 1),
    counts: {
      ...{ standing: standing.length, unacknowledged: on('unacknowledged').length },
      ...{ acknowledged: on('acknowledged').length, returned: returned.length },
      ...{ shelved: on('shelved').length, suppressed: on('suppressed').length, disabled: on('disabled').length },
      ...{ chattering: on('chattering').length, stale: on('stale').length, noData: on('no-data').length },
    },
    priorities: [1, 2, 3, 4].map((p) => ({ id: `p${p}`, n: standing.filter((c) => c.priority === p).length })),
    recent: columns.at(-1) ?? 0,
    columns,
    flood: { since: since === null ? null : isoOf(since) },
    groups: withTrends(groupAlarms(standing, GROUPS_SHOWN), shown, t.minute),
    returned: withTrends(groupAlarms(returned, RETURNED_SHOWN), shown, t.minute),
    window: window.map((card) => ({ ...card, ...of.namesOf(card) })),
  };
}

/** Activations by minute, the running one last. */
function minutesOf(shown: readonly ShownAlarm[], minute: number): number[] {
  const from = minute - KEPT_MINUTES + 1;
  const counts = Array<number>(KEPT_MINUTES).fill(0);
  for (const one of shown) {
    const i = one.minute - from;
    if (i >= 0 && i < KEPT_MINUTES) counts[i] = (counts[i] ?? 0) + 1;
  }
  return counts;
}

function withTrends(groups: AlarmGroup[], shown: readonly ShownAlarm[], minute: number): AlarmGroup[] {
  const byPlace = new Map<string, ShownAlarm[]>();
  for (const one of shown) {
    const key = `${one.cause}|${one.district}`;
    const known = byPlace.get(key);
    if (known) known.push(one);
    else byPlace.set(key, [one]);
  }
  return groups.map((group) => {
    const own = group.districts.flatMap((district) => byPlace.get(`${group.cause}|${district}`) ?? []);
    return { ...group, trend: columnsOf(minutesOf(own, minute)) };
  });
}
