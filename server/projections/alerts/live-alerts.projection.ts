import type { AlertDocument } from '../../../protocol/alert.js';
import type { LiveAlertRisk, LiveAlerts } from '../../../protocol/live/alerts.js';
import type { HoldingAlert } from './current-alert.queries.js';

/** Makes the state of the channel of the alert that holds. */
export function liveAlertsOf(holding: HoldingAlert | null): LiveAlerts {
  if (!holding) return { current: null };
  const { document, version, publishedAt } = holding;
  const { id, no, month, title } = document;
  return { current: { ...{ id, no, month, version, title, publishedAt }, risks: risksOf(document) } };
}

function risksOf({ risks, figures }: AlertDocument): LiveAlertRisk[] {
  const figure = (id: string | null) => {
    const found = id === null ? undefined : figures[id];
    return found ? { kind: found.kind, value: found.value, query: found.query } : null;
  };
  return risks.map(({ id, rank, name, colour, unit, figures: own }) => ({
    ...{ id, rank, name, colour, unit, last: figure(own.last), expected: figure(own.expected) },
    ...{ low: figure(own.low)?.value ?? null, high: figure(own.high)?.value ?? null },
  }));
}
