import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { Act, NewAct } from './act.js';
import { waitMs } from './outbox.rules.js';
import { addAct, dropAct, readActs, saveAct } from './outbox.store.js';
import { sendAll } from './sender.js';

/** An act as the page makes it; the rest is the outbox's. */
export type Wanted = Omit<NewAct, 'key' | 'account' | 'madeMs'>;

/** The queue of an account. Acts are kept on the phone first, then sent; `online` turning true sends at once. `sent` hears of each that is done. */
export function useOutbox(account: Ref<string | null>, online: Ref<boolean>, sent: (act: Act) => void) {
  const queue = shallowRef<readonly Act[]>([]);
  const sending = shallowRef(false);
  const signedOut = shallowRef(false);
  /** Set when the phone itself cannot keep anything: then the page must say so and not pretend. */
  const broken = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;

  const refresh = async () => {
    if (account.value === null) return;
    try {
      queue.value = await readActs(account.value);
    } catch {
      // Private windows of some browsers have no store; the strip says that nothing is kept.
      broken.value = true;
    }
  };

  const send = async (): Promise<void> => {
    if (account.value === null) return;
    again = sending.value;
    if (sending.value) return;
    sending.value = true;
    clearTimeout(timer);
    const round = await sendAll(account.value, (act) => {
      void refresh();
      sent(act);
    }).finally(() => (sending.value = false));
    await refresh();
    signedOut.value = round.ended === 'signed-out';
    if (again) return send();
    if (round.ended === 'later')
      timer = setTimeout(() => void send(), Math.max(round.retryAfterMs, waitMs(round.tries)));
  };

  const put = async (act: Wanted): Promise<void> => {
    if (account.value === null) return;
    await addAct({ ...act, key: newKey(), account: account.value, madeMs: Date.now() });
    await refresh();
    void send();
  };
  const retry = async (act: Act): Promise<void> => {
    await saveAct({ ...act, refused: null, tries: 0 });
    await refresh();
    void send();
  };
  const drop = async (act: Act): Promise<void> => {
    await dropAct(act.seq);
    await refresh();
    void send();
  };

  watch(
    [account, online],
    async () => {
      await refresh();
      if (online.value) void send();
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return {
    queue,
    sending,
    signedOut,
    broken,
    refused: computed(() => queue.value.filter((a) => a.refused)),
    put,
    retry,
    drop,
    send,
  };
}

/** A key of 32 hex digits. Over plain http browsers have no randomUUID. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
