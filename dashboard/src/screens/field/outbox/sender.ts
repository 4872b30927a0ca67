import { postAct, sendPhoto } from '../../../api/field.js';
import { ApiError } from '../../../api/http.js';
import type { Act } from './act.js';
import { commandOf, nextOf, uploadOf, verdictOf, type Verdict } from './outbox.rules.js';
import { dropAct, readActs, saveAct } from './outbox.store.js';

const LOCK = 'city-field-outbox';

/** Why a round of sending ended: nothing is left to send, no network, or nobody is signed in. `retryAfterMs`: the centre's own wish. */
export interface Round {
  ended: 'done' | 'later' | 'signed-out';
  tries: number;
  retryAfterMs: number;
}

/**
 * Sends the queue of an account in order, one at a time, until nothing can go. Two pages of one phone take turns; where the browser has no locks, the
 * keys of the acts still see that nothing is done twice.
 */
export async function sendAll(account: string, sent: (act: Act) => void): Promise<Round> {
  const turn = () => sendQueue(account, sent);
  return navigator.locks ? navigator.locks.request(LOCK, turn) : turn();
}

async function sendQueue(account: string, sent: (act: Act) => void): Promise<Round> {
  for (;;) {
    const act = nextOf(await readActs(account));
    if (!act) return { ended: 'done', tries: 0, retryAfterMs: 0 };
    const { verdict, error } = await sendOne(act);
    if (verdict === 'sent') {
      await dropAct(act.seq);
      sent(act);
      continue;
    }
    const tries = act.tries + 1;
    const refused = verdict === 'refused' ? { code: error.code, status: error.status } : null;
    await saveAct({ ...act, tries, refused });
    if (verdict !== 'refused') return { ended: verdict, tries, retryAfterMs: (error.retryAfterS ?? 0) * 1000 };
  }
}

/** Sends one act; a photo that the centre has already is not sent again. Writes the file's id into the act, also on the disk. */
async function sendOne(
  act: Act,
): Promise<{ verdict: Exclude<Verdict, 'sent'>; error: ApiError } | { verdict: 'sent'; error: null }> {
  try {
    if (act.shot && act.shot.file === null) {
      act.shot = { ...act.shot, file: (await sendPhoto(uploadOf(act), act.shot)).id };
      await saveAct(act);
    }
    const { path, body } = commandOf(act);
    await postAct(path, body, act.key);
    return { verdict: 'sent', error: null };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const verdict = verdictOf(error.status);
    return { verdict: verdict === 'sent' ? 'later' : verdict, error };
  }
}
