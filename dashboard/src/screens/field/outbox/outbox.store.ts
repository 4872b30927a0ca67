import type { Act, NewAct } from './act.js';
import { run } from './database.js';

/** Puts an act at the end of the queue; resolves when the phone has it on its disk. */
export async function addAct(act: NewAct): Promise<void> {
  await run('outbox', 'readwrite', (store) => store.add({ ...act, tries: 0, refused: null }));
}

/** The queue of one account, oldest first. Another account's acts stay until it signs in again. */
export async function readActs(account: string): Promise<Act[]> {
  const all = await run<Act[]>('outbox', 'readonly', (store) => store.getAll() as IDBRequest<Act[]>);
  return all.filter((act) => act.account === account);
}

/** Writes what became of an act. */
export async function saveAct(act: Act): Promise<void> {
  await run('outbox', 'readwrite', (store) => store.put(act));
}

/** Takes an act out of the queue: it is done, or the officer let it go. */
export async function dropAct(seq: number): Promise<void> {
  await run('outbox', 'readwrite', (store) => store.delete(seq));
}
