import type { Incident, IncidentCard, QueueFilter } from '@protocol/incident';
import { shallowRef } from 'vue';
import { listIncidents } from '../../../api/incidents.js';
import { newer, rowOf, type QueueRow, type Read } from './queue.rules.js';

/** Rows of the first page: what a screen shows, and no more than the live window holds. */
const FIRST = 200;
const PAGE = 500;
/** Ids one request can name. */
const NAMED = 200;

/** What is being looked at. */
export interface Looked {
  filter: QueueFilter;
  district: string | null;
  q: string;
}

interface Part {
  priority: string;
  cursor: string | null;
  read: Read['rest'];
}

/** The incidents read so far and how far the reading went: the urgent ones first, then the others, page by page. */
export function useQueueRows(changed: () => void) {
  const rows = new Map<string, QueueRow>();
  const stamp = shallowRef(0);
  const error = shallowRef<unknown>(null);
  const isReading = shallowRef(false);
  let looked: Looked = { filter: 'open', district: null, q: '' };
  let urgent = part('1');
  let rest = part('2,3,4');
  let found: Set<string> | null = null;
  let abort = new AbortController();

  function put(incident: Incident) {
    const held = rows.get(incident.id);
    if (held && held.incident.version > incident.version) return;
    rows.set(incident.id, rowOf(incident));
  }
  function tell() {
    stamp.value++;
    changed();
  }
  async function readPage(of: Part, limit: number, into: Set<string> | null) {
    const { filter, district, q } = looked;
    const asked = { filter, priority: of.priority, limit, cursor: of.cursor };
    const page = await listIncidents(
      { ...asked, ...(district !== null && { district }), ...(q !== '' && { q }) },
      abort.signal,
    );
    for (const incident of page.items) {
      put(incident);
      into?.add(incident.id);
    }
    of.cursor = page.cursor;
    const last = page.items.at(-1);
    of.read = page.cursor === null || !last ? 'all' : rowOf(last).key;
  }
  /** Runs a read; what it replaced is told as soon as it is in. */
  async function reading(work: () => Promise<void>) {
    const asked = abort;
    isReading.value = true;
    try {
      await work();
      error.value = null;
    } catch (cause) {
      if (!asked.signal.aborted) error.value = cause;
    } finally {
      if (asked === abort) {
        isReading.value = false;
        tell();
      }
    }
  }

  return {
    rows,
    stamp,
    error,
    isReading,
    get read(): Read {
      return { urgent: urgent.read, rest: rest.read };
    },
    get found(): ReadonlySet<string> | null {
      return found;
    },
    isMore: () => urgent.cursor !== null || rest.cursor !== null,
    /** Reads the first page of what is looked at, anew. */
    async look(next: Looked): Promise<void> {
      abort.abort();
      abort = new AbortController();
      looked = next;
      [urgent, rest] = [part('1'), part('2,3,4')];
      const ids = next.q === '' ? null : new Set<string>();
      await reading(async () => {
        await Promise.all([readPage(urgent, FIRST, ids), readPage(rest, FIRST, ids)]);
        found = ids;
      });
    },
    /** Reads the next page, when there is one and none is on its way. */
    async more(): Promise<void> {
      const next = urgent.cursor === null ? rest : urgent;
      if (isReading.value || next.cursor === null) return;
      await reading(() => readPage(next, PAGE, found));
    },
    /** Takes cards of the live window over; answers the ids that have not been read. */
    take(cards: readonly IncidentCard[]): string[] {
      const unknown: string[] = [];
      for (const card of cards) {
        const held = rows.get(card.id);
        if (!held) unknown.push(card.id);
        else rows.set(card.id, newer(held, card));
      }
      return unknown;
    },
    /** Reads rows by id, closed ones too. */
    async readAgain(ids: readonly string[]): Promise<void> {
      const named = ids.slice(0, NAMED);
      if (named.length === 0) return;
      const page = await listIncidents({ filter: 'all', id: named.join(','), limit: NAMED }, abort.signal);
      page.items.forEach(put);
      tell();
    },
    /** Takes the answer of a command over at once. */
    put(incident: Incident) {
      put(incident);
      tell();
    },
  };
}

const part = (priority: string): Part => ({ priority, cursor: null, read: 'nothing' });
