/** The phone's own store: acts that wait, and what the page needs to start without a network. */
const NAME = 'city-field';
const VERSION = 1;
export type Table = 'outbox' | 'kept';

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
      asked.result.createObjectStore('kept');
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB cannot be opened'));
  }).catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

/** Runs one request in a transaction of its own; resolves when it is on the disk. */
export async function run<T>(
  table: Table,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open();
  return new Promise<T>((resolve, reject) => {
    // What an officer was told is kept must survive a phone that dies the next moment.
    const turn = db.transaction(table, mode, { durability: 'strict' });
    const asked = ask(turn.objectStore(table));
    turn.oncomplete = () => resolve(asked.result);
    turn.onabort = () => reject(turn.error ?? new Error('the phone did not keep it'));
  });
}
