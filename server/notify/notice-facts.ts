import type { NoticeChanged } from '../../protocol/facts/notices.js';
import type { NewEntry } from '../journal/entry.js';
import type { Told } from './outbox.queries.js';

/** Puts a fact about a notice on its way: it comes into the course of its incident, after what it follows from. */
export function entryOf(type: NoticeChanged['type'], told: Told, actor?: string): NewEntry {
  const { id, incident, template, channel, receiver, cause, isDrill } = told;
  const fact: NoticeChanged = { type, notice: id, incident, template, channel, receiver };
  // A test notice follows from nothing.
  return {
    fact,
    isDrill,
    ...(cause === 0 ? {} : { cause }),
    ...(incident === null ? {} : { subject: incident }),
    ...(actor === undefined ? {} : { actor }),
  };
}
