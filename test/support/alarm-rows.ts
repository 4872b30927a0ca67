import { expect } from '@jest/globals';
import type { AlarmTab } from '../../protocol/alarm.js';
import type { AlarmPage } from '../../protocol/alarm-command.js';
import type { LiveAlarms } from '../../protocol/live/alarms.js';
import type { Rows } from '../../protocol/rows.js';
import type { AlarmStage } from './alarms.js';

/** Holds every count of the channel `alarms` against its list and its rows. */
export async function everyCountOpensItsRows(
  stage: AlarmStage,
  { counts, asOf, recent, to }: LiveAlarms,
): Promise<void> {
  const caller = await stage.as('operator');
  const tabs: [AlarmTab, number][] = [
    ...(['standing', 'unacknowledged', 'acknowledged', 'returned', 'shelved', 'suppressed', 'disabled'] as const).map(
      (tab): [AlarmTab, number] => [tab, counts[tab]],
    ),
    ...([
      ['chattering', counts.chattering],
      ['stale', counts.stale],
      ['no-data', counts.noData],
    ] as [AlarmTab, number][]),
  ];
  for (const [tab, n] of tabs) {
    const path = `/api/v1/rows?query=alarms.open&tab=${tab}&asOf=${asOf.seq}&to=${to}`;
    expect([tab, (await caller.json<Rows>('GET', path)).body.total]).toEqual([tab, n]);
    const { body } = await caller.json<AlarmPage>('GET', `/api/v1/alarms?tab=${tab}&limit=200`);
    expect([tab, body.total, body.items.length]).toEqual([tab, n, n]);
  }
  const from = new Date(Date.parse(to) - 600_000).toISOString();
  const path = `/api/v1/rows?query=alarms.recent&asOf=${asOf.seq}&from=${from}&to=${to}`;
  expect((await caller.json<Rows>('GET', path)).body.total).toBe(recent);
}
