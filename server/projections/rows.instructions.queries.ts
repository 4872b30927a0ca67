import { rowsOf } from './rows.duty.queries.js';
import type { RowScope } from './rows.source.js';

/** Instructions that were not closed when the journal stood at $1; those that changed later are as their last fact up to there says. */
const STANDING = `with touched as materialized (
    select distinct fact #>> '{instruction,id}' as id, subject from journal_entry
    where seq > $1 and type in ('instruction.given', 'instruction.answered', 'instruction.returned', 'instruction.closed', 'instruction.overdue')
  ), seen as (
    select c.card from instruction i join instruction_card c on c.id = i.id
    where i.closed_at is null and i.id::text not in (select id from touched)
    union all
    select past.card from touched t cross join lateral (
      select j.fact -> 'instruction' as card from journal_entry j where j.subject = t.subject and j.seq <= $1
        and j.fact #>> '{instruction,id}' = t.id order by j.seq desc limit 1) past
  ), item as (
    select card ->> 'id' as id, card, card ->> 'district' as district, coalesce(a.name, card ->> 'author') as author,
      coalesce(o.name, card #>> '{owner,ref}') as owner, n.no
    from seen left join account a on a.username = card ->> 'author'
      left join account o on card #>> '{owner,kind}' = 'account' and o.username = card #>> '{owner,ref}'
      left join incident n on card #>> '{link,kind}' = 'incident' and n.id::text = card #>> '{link,ref}'
    where card ->> 'state' <> 'closed' and not (card ->> 'isDrill')::boolean
      and ($2::text[] is null or card ->> 'state' = any ($2)) and ($3::text[] is null or card ->> 'district' = any ($3))
      and ($4::text[] is null or card ->> 'district' = any ($4))`;

/** `instructions.standing`: not closed; `state` narrows, the states are a partition. */
export const instructionsStanding = rowsOf({ ...kindOf(`${STANDING})`), values: valuesOf });

/** `instructions.overdue`: nobody has answered by `to`, the figure's `overdueAt`. */
export const instructionsOverdue = rowsOf({
  ...kindOf(`${STANDING} and card ->> 'state' <> 'answered'
    and (card ->> 'dueAt')::timestamptz <= coalesce($5::timestamptz, date_trunc('minute', city_now())))`),
  values: (scope) => [...valuesOf(scope), scope.filters.to ?? null],
});

function kindOf(items: string) {
  return {
    items,
    order: "card ->> 'dueAt'",
    district: 'district',
    toRow: ({ card, no, author, owner }: Record<string, unknown>) => ({
      ...(card as Record<string, unknown>),
      ...{ no, author, ownerName: owner, answerBy: (card as { dueAt: string }).dueAt },
    }),
  };
}

function valuesOf({ asOf, districts, filters: f }: RowScope): unknown[] {
  return [asOf, f.state ?? null, f.district ?? null, districts];
}
