import { expect, it } from '@jest/globals';
import type { ReportTask } from '../../../../protocol/report.js';
import { dueOf, isCounted, nearest } from '../../../../dashboard/src/incidents/reports.rules.js';

const task = (id: string, more: Partial<ReportTask> = {}) =>
  ({
    ...{ id, kind: 'first', state: 'pending', isDrill: false },
    ...{ warnAt: '2026-07-28T11:48:00Z', dueAt: '2026-07-28T12:00:00Z' },
    ...more,
  }) as ReportTask;
const at = (time: string) => Date.parse(`2026-07-28T${time}Z`);

it.each([
  ['11:40:00', 20, 'green'],
  ['11:48:00', 12, 'yellow'],
  ['12:00:00', 0, 'red'],
  ['12:05:00', -5, 'red'],
])('at %s it has %d minutes and a %s lamp', (time, minutes, lamp) => {
  expect(dueOf(task('a'), at(time))).toEqual({ leftMs: minutes * 60_000, lamp });
});

it('what was sent or is no longer asked for runs against nothing', () => {
  expect(dueOf(task('a', { state: 'submitted' }), at('12:05:00'))).toBeNull();
  expect(dueOf(task('a', { state: 'withdrawn' }), at('12:05:00'))).toBeNull();
});

it('the nearest is the one that runs out first; drills and sent ones do not count', () => {
  const sooner = task('b', { dueAt: '2026-07-28T11:30:00Z' });
  const drill = task('c', { dueAt: '2026-07-28T11:00:00Z', isDrill: true });
  const sent = task('d', { dueAt: '2026-07-28T10:00:00Z', state: 'submitted' });
  expect(nearest([task('a'), sooner, drill, sent])?.id).toBe('b');
  expect(nearest([drill, sent])).toBeNull();
});

it('only reports that come again are counted', () => {
  expect([isCounted({ kind: 'followup' }), isCounted({ kind: 'first' })]).toEqual([true, false]);
});
