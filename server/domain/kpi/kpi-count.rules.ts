import type { Entry, FactType } from '../../../protocol/facts.js';
import type { KpiCount } from './kpi-count.queries.js';
import type { Named } from './kpi-subject.queries.js';

/** Facts after which something may count differently. */
export const COUNTING = [
  ...(['intake.recorded', 'observation.amended', 'incident.opened', 'incident.moved', 'incident.changed'] as const),
  ...(['dispatch.assigned', 'dispatch.arrived', 'dispatch.undone'] as const),
] satisfies readonly FactType[];

/** What entries are about; drills count in nothing. */
export function namedBy(entries: readonly Entry[]): Named {
  const [batches, messages, incidents] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { fact, subject, batch, isDrill } of entries) {
    if (isDrill) continue;
    if (fact.type === 'intake.recorded') {
      if (batch !== null) batches.add(batch);
    } else if (subject !== null) (fact.type === 'observation.amended' ? messages : incidents).add(subject);
  }
  return { batches: [...batches], messages: [...messages], incidents: [...incidents] };
}

/** What the second count has more than the first; what is the same in both is left out. */
export function netOf(before: readonly KpiCount[], after: readonly KpiCount[]): KpiCount[] {
  const lines = new Map<string, KpiCount>();
  const add = (count: KpiCount, sign: 1 | -1) => {
    const { n, ...kind } = count;
    const key = JSON.stringify(kind);
    const line = lines.get(key);
    if (line) line.n += sign * n;
    else lines.set(key, { ...kind, n: sign * n });
  };
  for (const count of after) add(count, 1);
  for (const count of before) add(count, -1);
  return [...lines.values()].filter((line) => line.n !== 0);
}
