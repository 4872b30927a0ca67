import { cellToLatLng } from 'h3-js';
import {
  LATEST_PER_FACT,
  type IntakeRecorded,
  type LatestItem,
  type ObservationAmended,
} from '../../protocol/facts/intake.js';

/** Rows kept per minute of occurrence and district: more than a wall lists, far fewer than a burst brings. */
export const ITEMS_PER_MINUTE = LATEST_PER_FACT;
/** Rows are kept this long after they occurred; walls show an hour. */
export const KEEP_ITEM_MINUTES = 120;

/**
 * A row a wall may list. `first` is how it came: which rows are kept is decided by that alone, so that amendments, restarts and the
 * order of facts make no difference to it.
 */
export interface RecentItem extends LatestItem {
  first: { priority: number; district: string };
}

/** What an amendment changes in a listed row. `place` is absent while the record stays in its cell. */
export interface ItemMove {
  type: string;
  priority: LatestItem['priority'];
  district: string;
  place?: { lon: number | null; lat: number | null; road: null };
}

/** Epoch minute of an RFC 3339 time. */
export function minuteOf(at: string): number {
  return Math.floor(Date.parse(at) / 60_000);
}

/** Gives the rows a fact brings to the list; history brings none. */
export function itemsOf(fact: IntakeRecorded): RecentItem[] {
  if (fact.history) return [];
  return fact.latest.map((item) => ({ ...item, first: { priority: item.priority, district: item.district } }));
}

/** Tells what an amendment makes of a listed row: facts carry cells, not points, so a moved row stands in its cell's middle (within 200 m). */
export function moveOf({ old, new: next }: ObservationAmended): ItemMove {
  const { type, priority, district, h3 } = next;
  if (h3 === old.h3) return { type, priority, district };
  if (h3 === null) return { type, priority, district, place: { lon: null, lat: null, road: null } };
  const [lat, lon] = cellToLatLng(h3);
  return { type, priority, district, place: { lon: round(lon), lat: round(lat), road: null } };
}

/** Applies a move to a row. */
export function moved(item: RecentItem, { place, ...kind }: ItemMove): RecentItem {
  return { ...item, ...kind, ...place };
}

/** Orders rows of one minute and district: most urgent as they came, then newest, then by id. */
export function byRank(a: RecentItem, b: RecentItem): number {
  const urgency = a.first.priority - b.first.priority;
  return urgency || Date.parse(b.occurredAt) - Date.parse(a.occurredAt) || (a.id < b.id ? -1 : 1);
}

/** Degrees to five places: about a metre. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
