import { ApiError, request } from './http.js';
import { queryOf, type Page } from './query.js';

/** A rejected item without its text. */
export interface DeadLetter {
  id: string;
  source: string;
  receivedAt: string;
  code: string;
  pointer: string;
  detail: string;
  itemId: string | null;
  bytes: number;
  outcome: 'replayed' | 'discarded' | null;
  settledAt: string | null;
  settledBy: string | null;
  settleReason: string | null;
}
/** A rejected item with the text as it came. */
export interface DeadLetterText extends DeadLetter {
  raw: string;
}
/** Which dead letters to list. */
export interface DeadLetterFilter {
  source?: string | null;
  code?: string | null;
  state?: 'waiting' | 'settled';
  cursor?: string | null;
  limit?: number;
}

const BASE = '/api/v1/intake/dead-letters';
const one = (id: string) => `${BASE}/${encodeURIComponent(id)}`;

/** Lists dead letters, newest first. */
export const listDeadLetters = (filter: DeadLetterFilter) =>
  request<Page<DeadLetter>>(`${BASE}${queryOf({ ...filter })}`);

/** Reads one with its raw text. */
export const readDeadLetter = (id: string) => request<DeadLetterText>(one(id));

/** Sends one through the intake again. @returns whether it is in now; false when it was rejected again */
export async function replayDeadLetter(id: string): Promise<boolean> {
  const { outcome } = await request<{ outcome: 'accepted' | 'duplicate' | 'rejected' }>(`${one(id)}/replay`, {
    method: 'POST',
  });
  return outcome !== 'rejected';
}

/** Gives one up, with the reason that the audit keeps. */
export async function discardDeadLetter(id: string, reason: string): Promise<boolean> {
  await request(`${one(id)}/discard`, { method: 'POST', body: { reason } });
  return true;
}

/** What came of settling several: how many did, how many did not, and a fault of the service itself. */
export interface Settled {
  ok: number;
  bad: number;
  fault: unknown;
}

/** Settles letters one after the other: a pile of replays must not crowd out what sources send now. */
export async function settleEach(ids: readonly string[], act: (id: string) => Promise<boolean>): Promise<Settled> {
  const settled: Settled = { ok: 0, bad: 0, fault: null };
  for (const id of ids) {
    try {
      if (await act(id)) settled.ok += 1;
      else settled.bad += 1;
    } catch (error) {
      settled.bad += 1;
      // A refusal is about that letter alone; anything else is told.
      if (!(error instanceof ApiError) || error.status >= 500 || error.status === 0) settled.fault = error;
    }
  }
  return settled;
}
