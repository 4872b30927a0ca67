import { setTimeout as wait } from 'node:timers/promises';

/** What a sender that never gives up has sent, and what it has been told is durable. */
export interface SenderLog {
  acked: Set<string>;
  /** Statuses seen, for the report. */
  statuses: Map<number, number>;
}

const PAUSE_MS = 100;

/** Posts numbered items in requests of `size` until `isDone`, asking again with the same ids whenever there is no answer of 200. */
export async function sendUntil(options: {
  url: string;
  key: string;
  name: string;
  size: number;
  isDone: () => boolean;
  log: SenderLog;
}): Promise<void> {
  const { url, key, name, size, isDone, log } = options;
  for (let round = 0; !isDone(); round++) {
    const items = Array.from({ length: size }, (_, n) => ({
      id: `${name}-${round}-${n}`,
      stream: 'incident',
      type: 'incident.other',
      occurredAt: new Date().toISOString(),
      title: `来件 ${name} ${round} ${n}`,
    }));
    for (;;) {
      const answer = await fetch(`${url}/api/v1/intake/observations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(items),
      }).catch(() => null);
      const status = answer?.status ?? 0;
      log.statuses.set(status, (log.statuses.get(status) ?? 0) + 1);
      await answer?.text().catch(() => null);
      if (status === 200) break;
      if (isDone()) return;
      await wait(PAUSE_MS);
    }
    for (const item of items) log.acked.add(item.id);
  }
}
