import type { Act, ActKind } from './act.js';

/** How an act is sent. `photo` false: JSON. */
export interface Posted {
  path: string;
  body: unknown;
}

/** What an answer means: gone; try again when there is a network; sign in first; or the centre refuses. */
export type Verdict = 'sent' | 'later' | 'signed-out' | 'refused';

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;

/** The next act to send: the oldest one before which nothing of the same incident was refused. Undefined: nothing can go now. */
export function nextOf(queue: readonly Act[]): Act | undefined {
  const stuck = new Set(queue.filter((act) => act.refused !== null).map((act) => act.incident));
  return queue.find((act) => act.refused === null && !stuck.has(act.incident));
}

/** Reads an answer's status; 0 stands for no answer. Too many requests and faults of the service pass; other refusals stay. */
export function verdictOf(status: number): Verdict {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 401) return 'signed-out';
  if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) return 'later';
  return 'refused';
}

/** How long to wait before the next try, ms, unless the network comes back earlier. @param tries failed ones so far, from 1 */
export function waitMs(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(10, Math.max(0, tries - 1)));
}

/** The command of an act; a photo's is the second half, once the centre has the file. */
export function commandOf(act: Act): Posted {
  const { kind, text, shot, incident } = act;
  if (kind === 'photo')
    return { path: `/api/v1/incidents/${incident}/attachments`, body: { file: shot?.file, kind: shot?.kind } };
  if (kind === 'comment') return { path: `/api/v1/incidents/${incident}/comments`, body: { text } };
  if (kind === 'en-route' || kind === 'handling')
    return { path: `/api/v1/units/${encodeURIComponent(act.unit)}/status`, body: { status: kind } };
  const body = kind === 'return' ? { reason: text } : {};
  return { path: `/api/v1/assignments/${act.assignment}/${kind}`, body };
}

/** Where an act's photo goes first. */
export function uploadOf({ shot, drill }: Act): string {
  const query = new URLSearchParams();
  if (shot) query.set('takenAt', shot.takenAt);
  if (shot && shot.lon !== null && shot.lat !== null) {
    query.set('lon', String(shot.lon));
    query.set('lat', String(shot.lat));
  }
  if (drill) query.set('drill', '1');
  return `/api/v1/files?${query.toString()}`;
}

/** How many of each kind wait, for words: photos, and everything else. */
export function countsOf(queue: readonly { kind: ActKind }[]): { photos: number; acts: number } {
  const photos = queue.filter((act) => act.kind === 'photo').length;
  return { photos, acts: queue.length - photos };
}
