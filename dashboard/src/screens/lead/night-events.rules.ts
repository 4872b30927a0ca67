import type { IncidentCard } from '@protocol/incident';
import type { Snapshot } from './snapshot.js';

/** At most so many lines; the figures above them open the rest. */
const LINES = 5;

/** Something of the night: a critical or urgent incident, or a feed that fell silent and is not back. */
export type NightEvent = { id: string; at: string } & (
  | ({ kind: 'incident' } & Pick<IncidentCard, 'no' | 'type' | 'district' | 'priority' | 'lane'>)
  | { kind: 'feed'; nameZh: string; nameEn: string }
);

/** The gravest of the night, told newest first: critical incidents and silent feeds come before urgent ones. */
export function eventsOfNight({
  grave,
  interrupted,
  night,
}: Pick<Snapshot, 'grave' | 'interrupted' | 'night'>): NightEvent[] {
  const incidents = (grave.rows.rows as unknown as IncidentCard[]).map((card): NightEvent => ({
    kind: 'incident',
    at: card.openedAt,
    ...card,
  }));
  const feeds = interrupted.rows.rows.flatMap((row): NightEvent[] => {
    const at = String(row['changedAt']);
    const isThen = at >= night.from && at < night.to;
    return isThen
      ? [{ kind: 'feed', id: String(row['id']), at, nameZh: String(row['nameZh']), nameEn: String(row['nameEn']) }]
      : [];
  });
  const rank = (event: NightEvent) => (event.kind === 'incident' && event.priority > 1 ? 1 : 0);
  const newest = (a: NightEvent, b: NightEvent) => b.at.localeCompare(a.at);
  return [...incidents, ...feeds]
    .sort((a, b) => rank(a) - rank(b) || newest(a, b))
    .slice(0, LINES)
    .sort(newest);
}
