import type { Checklist, IncidentChecklist } from '../../../../protocol/checklist.js';
import type { CourseLine } from '../../../../protocol/incident.js';

/** A line of the course as far as ticks are read from it. */
type Line = Pick<CourseLine, 'type' | 'what' | 'ref' | 'by' | 'at'>;

/** Names an item of a version of a list in a fact: `lift@1#people`. */
export function refOf({ id, version }: Pick<Checklist, 'id' | 'version'>, item: string): string {
  return `${id}@${version}#${item}`;
}

/** The list of a type: the longest beginning that fits, its newest version; the version that was ticked first where one was. */
export function checklistFor(
  lists: readonly Checklist[],
  type: string,
  course: readonly Line[],
): Checklist | undefined {
  const begun = course.find((line) => line.type === 'incident.noted' && line.what === 'ticked')?.ref ?? null;
  const kept = begun === null ? undefined : lists.find((list) => begun.startsWith(refOf(list, '')));
  if (kept) return kept;
  const fit = lists.flatMap((list) => {
    const lengths = list.types.filter((beginning) => type.startsWith(beginning)).map((beginning) => beginning.length);
    return lengths.length > 0 ? [{ list, length: Math.max(...lengths) }] : [];
  });
  fit.sort((a, b) => b.length - a.length || b.list.version - a.list.version);
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

/** Names every fault of a table of lists: a version twice, an item twice, a beginning in two lists. */
export function faultsOfChecklists(lists: readonly Checklist[]): string[] {
  const twice = (names: readonly string[]) => [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  const newest = lists.filter((list) => !lists.some((other) => other.id === list.id && other.version > list.version));
  return [
    ...twice(lists.map((list) => `${list.id}@${list.version}`)),
    ...lists.flatMap((list) => twice(list.items.map((item) => refOf(list, item.id)))),
    ...twice(newest.flatMap((list) => list.types)),
  ].map((name) => `${name} is there twice`);
}
