import { run } from './outbox/database.js';
import type { Task } from './tasks.options.js';

/** Who worked here last: enough to go on without a network. */
export interface Who {
  account: string;
  name: string;
  unit: string | null;
}

/** What the page keeps of its tasks: cards, which hold no text, and names of types. `offsetMs`: city time less the phone's. */
export interface Kept {
  atMs: number;
  offsetMs: number;
  tasks: (Omit<Task, 'title' | 'place'> & { typeName: string; areaName: string })[];
}

/** Remembers who works here. */
export async function keepWho(who: Who): Promise<void> {
  await run('kept', 'readwrite', (store) => store.put(who, 'who'));
}

/** Who worked here last; null on a new phone. */
export async function readWho(): Promise<Who | null> {
  return ((await run('kept', 'readonly', (store) => store.get('who'))) as Who | undefined) ?? null;
}

/** Remembers the tasks of an account, without their text. */
export async function keepTasks(account: string, kept: Kept): Promise<void> {
  await run('kept', 'readwrite', (store) => store.put(kept, `tasks ${account}`));
}

/** The tasks an account had when the network was last there. */
export async function readKept(account: string): Promise<Kept | null> {
  return ((await run('kept', 'readonly', (store) => store.get(`tasks ${account}`))) as Kept | undefined) ?? null;
}

/** Forgets people and tasks, as one who signs out expects. What waits to be sent stays. */
export async function forgetAll(): Promise<void> {
  await run('kept', 'readwrite', (store) => store.clear());
}
