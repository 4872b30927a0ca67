import type { ClientBase } from 'pg';
import { AlarmTab, STALE_HOURS } from '../../protocol/alarm.js';
import type { KeyedRow, RowScope, RowSource } from './rows.source.js';

const ACTIVE = `card ->> 'state' in ('unacknowledged', 'acknowledged')`;
const STANDING = `card ->> 'hidden' is null and ${ACTIVE}`;
/** What each tab holds of a card; $7 is the moment of the figure. protocol/alarm.ts says the same. */
const ON_TAB: Record<AlarmTab, string> = {
  standing: STANDING,
  unacknowledged: `card ->> 'hidden' is null and card ->> 'state' = 'unacknowledged'`,
  acknowledged: `card ->> 'hidden' is null and card ->> 'state' = 'acknowledged'`,
  returned: `card ->> 'hidden' is null and card ->> 'state' = 'returned'`,
  shelved: `card ->> 'hidden' = 'shelved'`,
  suppressed: `card ->> 'hidden' = 'suppressed'`,
  disabled: `card ->> 'hidden' = 'disabled'`,
  chattering: `(card ->> 'chatteringUntil')::timestamptz > $7`,
  stale: `${STANDING} and (card ->> 'activeAt')::timestamptz <= $7::timestamptz - interval '${STALE_HOURS} hours'`,
  'no-data': `card ->> 'condition' = 'no-data' and ${ACTIVE}`,
};

/**
 * Alarms as they were when the journal stood at $1: every change of one is a fact with its card. Indexes: primary key of journal_entry,
 * journal_subject, alarm_open.
 */
const AT_SEQ = `with touched as materialized (
    select distinct subject from journal_entry where seq > $1 and type like 'alarm.%'
  ), seen as (
    select c.card from alarm a join alarm_card c on c.id = a.id
    where a.closed_at is null and not exists (select from touched t where t.subject = a.id::text)
    union all
    select past.card from touched t cross join lateral (
      select j.fact -> 'alarm' as card from journal_entry j where j.subject = t.subject and j.seq <= $1 and j.fact ? 'alarm'
      order by j.seq desc limit 1) past
  ), item as (
    select card from seen
    where card ->> 'closedAt' is null and not (card ->> 'isDrill')::boolean and ($2::text[] is null or card ->> 'district' = any ($2))
      and ($3::text[] is null or card ->> 'district' = any ($3)) and ($4::text[] is null or card ->> 'cause' = any ($4))
      and ($5::int[] is null or (card ->> 'priority')::int = any ($5)) and ($6::timestamptz is null or true)
      and case coalesce($8, 'standing') ${Object.entries(ON_TAB)
        .map(([tab, holds]) => `when '${tab}' then ${holds}`)
        .join('\n        ')} end)`;

/** Shown activations told up to $1 in [from, to). Walked from the end: an entry is never older than what it tells by more than clocks differ. */
const RECENT = `with item as (
    select fact -> 'alarm' as card from journal_entry
    where type in ('alarm.raised', 'alarm.changed') and seq <= $1 and not is_drill
      and seq > coalesce((select seq from journal_entry where at < $6::timestamptz - interval '10 minutes' order by seq desc limit 1), 0)
      and (type = 'alarm.raised' or fact ->> 'what' = 'repeated') and fact -> 'alarm' ->> 'hidden' is null
      and (fact -> 'alarm' ->> 'activeAt')::timestamptz >= coalesce($6::timestamptz, '-infinity')
      and (fact -> 'alarm' ->> 'activeAt')::timestamptz < coalesce($7::timestamptz, 'infinity')
      and ($2::text[] is null or fact -> 'alarm' ->> 'district' = any ($2)) and ($3::text[] is null or fact -> 'alarm' ->> 'district' = any ($3))
      and ($4::text[] is null or fact -> 'alarm' ->> 'cause' = any ($4))
      and ($5::int[] is null or (fact -> 'alarm' ->> 'priority')::int = any ($5)) and ($8::text is null or true))`;

/** `alarms.open`: open alarms of one tab (`tab`), by default those standing; `to` the figure's moment. */
export const alarmsOpen = source(AT_SEQ);
/** `alarms.recent`: activations shown in [from, to). */
export const alarmsRecent = source(RECENT);

function source(items: string): RowSource {
  return {
    total: async (db: ClientBase, scope) => {
      const { rows } = await db.query<{ district: string; n: number }>(
        `${items} select card ->> 'district' as district, count(*)::int as n from item group by 1 order by 1`,
        valuesOf(scope),
      );
      return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
    },
    page: (scope, after, limit) => ({
      text: `${items}, keyed as (
          select card, (card ->> 'priority') collate "C" as rank, (card ->> 'activeAt') collate "C" as at,
                 (card ->> 'id') || ' ' || lpad(card ->> 'count', 9, '0') as id from item)
        select card, s.name_zh, s.name_en, u.name_zh as rule_zh, u.name_en as rule_en, array[rank, at, keyed.id] as keys
        from keyed left join sensor s on s.id = card ->> 'sensor' left join alarm_rule u on u.id = card ->> 'rule'
        where $9::text[] is null or (rank, at, keyed.id) > (($9::text[])[1], ($9::text[])[2], ($9::text[])[3])
        order by rank, at, keyed.id limit $10`,
      values: [...valuesOf(scope), after ?? null, limit],
    }),
    toRow,
  };
}

function valuesOf({ asOf, filters: f, districts }: RowScope): unknown[] {
  const to = f.to ?? new Date().toISOString();
  return [asOf, districts, f.district ?? null, f.cause ?? null, f.priority ?? null, f.from ?? null, to, f.tab ?? null];
}

function toRow(raw: Record<string, unknown>): KeyedRow {
  const card = raw.card as Record<string, unknown>;
  const names = { nameZh: raw.name_zh ?? card.subject, nameEn: raw.name_en ?? card.subject };
  const rule = { ruleZh: raw.rule_zh ?? card.rule, ruleEn: raw.rule_en ?? card.rule };
  return { keys: raw.keys as string[], row: { ...card, ...names, ...rule } };
}
