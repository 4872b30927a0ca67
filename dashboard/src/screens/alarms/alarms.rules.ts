import { byUrgency, type AlarmLine } from '@protocol/alarm';
import type { AlarmGroup } from '@protocol/live/alarms';

/** A line of the list: a group, or one alarm. `id` is where the cursor stands. */
export type ListLine =
  | { kind: 'group'; id: string; group: AlarmGroup; open: boolean; returned: boolean }
  | { kind: 'alarm'; id: string; alarm: AlarmLine; inGroup: boolean }
  | { kind: 'more'; id: string; n: number; inGroup: boolean };

/** Alarms of a group, as many as are at hand, the most urgent first. `returned`: of the group of those that returned unseen. */
export function alarmsOf(group: AlarmGroup, alarms: readonly AlarmLine[], returned: boolean): AlarmLine[] {
  return alarms
    .filter((a) => (group.cause === 'other' || a.cause === group.cause) && group.districts.includes(a.district))
    .filter((a) => (a.state === 'returned') === returned && a.hidden === null)
    .sort(byUrgency);
}

/** The lines of a list of groups: each open group with its alarms below it. */
export function groupLines(
  groups: readonly AlarmGroup[],
  of: { isOpen: (id: string) => boolean; alarms: (group: AlarmGroup) => readonly AlarmLine[]; returned: boolean },
): ListLine[] {
  return groups.flatMap((group): ListLine[] => {
    const id = `${of.returned ? 'r' : 'g'}:${group.id}`;
    const open = of.isOpen(id);
    const head: ListLine = { kind: 'group', id, group, open, returned: of.returned };
    if (!open) return [head];
    const alarms = of.alarms(group);
    const rest = group.n - alarms.length;
    const lines = alarms.map((alarm): ListLine => ({ kind: 'alarm', id: alarm.id, alarm, inGroup: true }));
    return [head, ...lines, ...(rest > 0 ? [{ kind: 'more', id: `${id}:more`, n: rest, inGroup: true } as const] : [])];
  });
}

/** Keeps known things where they stand and puts new ones at the end: rows never move under the pointer. */
export function heldOrder<T extends { id: string }>(now: readonly T[], order: readonly string[]): T[] {
  const place = new Map(order.map((id, i) => [id, i]));
  const at = (x: T) => place.get(x.id) ?? Number.MAX_SAFE_INTEGER;
  return now
    .map((x, i) => ({ x, i }))
    .sort((a, b) => at(a.x) - at(b.x) || a.i - b.i)
    .map(({ x }) => x);
}

/** Which alarms one key acknowledges of a group: all unseen ones but those of priority 1, which are seen one by one. */
export function acknowledgeable(alarms: readonly AlarmLine[]): string[] {
  return alarms
    .filter((a) => a.priority > 1 && (a.state === 'unacknowledged' || a.state === 'returned'))
    .map((a) => a.id)
    .slice(0, 200);
}

/** A value as written: no more digits than say something. */
export function valueText(value: number | null): string {
  if (value === null) return '—';
  return String(Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
}
