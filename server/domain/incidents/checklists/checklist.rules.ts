import type { Checklist, ChecklistInput, IncidentChecklist } from '../../../../protocol/checklist.js';
import type { CourseLine } from '../../../../protocol/incident.js';
import type { Fault } from '../../../../protocol/problem.js';

/** A line of the course as far as ticks are read from it. */
type Line = Pick<CourseLine, 'type' | 'what' | 'ref' | 'by' | 'at'>;

/** Names an item of a version of a list in a fact: `lift@1#people`. */
export function refOf({ id, version }: Pick<Checklist, 'id' | 'version'>, item: string): string {
  return `${id}@${version}#${item}`;
}

/** A list as it is chosen from: retired ones are offered no more. */
type Offered = Checklist & { retiredAt?: string | null };

/** The newest version of each list that is not retired. */
export function inForce<T extends Offered>(lists: readonly T[]): T[] {
  const isNewest = (list: T) => !lists.some((other) => other.id === list.id && other.version > list.version);
  return lists.filter((list) => isNewest(list) && (list.retiredAt ?? null) === null);
}

/** The list of a type: the longest beginning that fits, of those in force; the version that was ticked first where one was. */
export function checklistFor(lists: readonly Offered[], type: string, course: readonly Line[]): Checklist | undefined {
  const begun = course.find((line) => line.type === 'incident.noted' && line.what === 'ticked')?.ref ?? null;
  const kept = begun === null ? undefined : lists.find((list) => begun.startsWith(refOf(list, '')));
  if (kept) return kept;
  const fit = inForce(lists).flatMap((list) => {
    const lengths = list.types.filter((beginning) => type.startsWith(beginning)).map((beginning) => beginning.length);
    return lengths.length > 0 ? [{ list, length: Math.max(...lengths) }] : [];
  });
  fit.sort((a, b) => b.length - a.length);
  return fit[0]?.list;
}

/** Lays what the course says over a list: who ticked each item and when, unless it was taken back. */
export function ticked({ id, version, nameZh, nameEn, items }: Checklist, course: readonly Line[]): IncidentChecklist {
  const last = new Map<string | null, Line>();
  for (const line of course) {
    if (line.type === 'incident.noted' && (line.what === 'ticked' || line.what === 'unticked'))
      last.set(line.ref, line);
  }
  const laid = items.map((item) => {
    const line = last.get(refOf({ id, version }, item.id));
    const isDone = line?.what === 'ticked';
    return { ...item, by: isDone ? (line.by ?? '') : null, at: isDone ? line.at : null };
  });
  return { id, version, nameZh, nameEn, items: laid };
}

/** What a new version is judged by: the lists there are, and whether a type of the catalogue begins so. */
interface Known {
  lists: readonly Offered[];
  hasType: (beginning: string) => boolean;
}

/** Everything that is wrong with a new version of a list, each by its field: an item twice, a beginning that no type has or another list. */
export function faultsOfChecklist({ id, types, items }: ChecklistInput, { lists, hasType }: Known): Fault[] {
  const fault = (pointer: string, code: string, detail: string): Fault => {
    return { pointer, code: `checklist/${code}`, detail };
  };
  const others = inForce(lists).filter((list) => list.id !== id);
  const ofTypes = types.flatMap((beginning, n) => {
    const other = others.find((list) => list.types.includes(beginning));
    return [
      ...(hasType(beginning)
        ? []
        : [fault(`/types/${n}`, 'unknown-type', `no type of the catalogue begins with ${beginning}`)]),
      ...(other ? [fault(`/types/${n}`, 'type-taken', `${beginning} belongs to ${other.id}`)] : []),
      ...(types.indexOf(beginning) < n ? [fault(`/types/${n}`, 'twice', `${beginning} stands above already`)] : []),
    ];
  });
  const ids = items.map((item) => item.id);
  const ofItems = ids.flatMap((one, n) =>
    ids.indexOf(one) < n ? [fault(`/items/${n}/id`, 'twice', `${one} stands above already`)] : [],
  );
  return [...ofTypes, ...ofItems];
}
