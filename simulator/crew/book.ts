import type { Assignment } from '../../protocol/dispatch.js';
import type { Incident, IncidentFile } from '../../protocol/incident.js';
import { isThere, startsOf, type Start } from './backlog.js';
import { nextStepAt, type Pace } from './pace.js';

/** What a person has touched is left to the person for so long, city time. @source issue B */
const HANDS_OFF_MS = 15 * 60_000;
/** What was found late is left so long after its limit, city time. */
const LATE_MS = 12 * 60_000;
/** After a refusal staff try again so much later, city time. */
const AGAIN_MS = 2 * 60_000;

/** What lies with the unit that visitors sign in to is left to them so much longer, city time; then the crew does it, so that nothing stays for days. */
const GUEST_MS = 20 * 60_000;
/** Incidents that unit holds. */
const GUEST_HOLDS = 2;

/** What the crew knows of an open incident. */
export interface Page {
  incident: Incident;
  /** Units that are on it now. */
  given: readonly Assignment[];
  /** The incident's version after the crew's own last act or look at its file; null: the file is to be read first. */
  version: number | null;
  /** Records that reported it; null before its file was read once. */
  records: readonly string[] | null;
  notBefore: number;
  tries: number;
  /** The state whose work is photographed already. */
  photographed: string;
  /** A unit that has signed for it and has yet to be sent on its way. */
  leaving: Assignment | null;
  start: Start | null;
  /** Whether the visitors' unit may take one more. */
  guestMay: boolean;
}

/** The open incidents as last read, all at once, and when each is due. */
export class Book {
  private readonly pages = new Map<string, Page>();

  /** @param guest the unit that visitors sign in to */
  constructor(
    private readonly pace: Pace,
    private readonly guest: string | null,
  ) {}

  /** Whether a source's record belongs to an open incident. */
  holds(record: string): boolean {
    for (const { records } of this.pages.values()) if (records?.includes(record)) return true;
    return false;
  }

  /** Takes over what was read: what is not among it is closed. */
  update(incidents: readonly Incident[], assignments: readonly Assignment[]): void {
    const given = new Map<string, Assignment[]>(incidents.map(({ id }) => [id, []]));
    for (const assignment of assignments) given.get(assignment.incident)?.push(assignment);
    const held = assignments.filter(({ unit }) => unit === this.guest).length;
    const ids = new Set(incidents.map(({ id }) => id));
    for (const id of this.pages.keys()) if (!ids.has(id)) this.pages.delete(id);
    const starts = startsOf(incidents.filter(({ id }) => !this.pages.has(id)));
    for (const incident of incidents) {
      const page = this.pages.get(incident.id) ?? emptyPage(incident, starts.get(incident.id) ?? null);
      this.pages.set(incident.id, page);
      page.guestMay = held < GUEST_HOLDS && incident.priority >= 3;
      // Read before the crew's own last act: that is newer.
      if (incident.version < (page.version ?? 0)) continue;
      page.incident = incident;
      page.given = given.get(incident.id) ?? [];
    }
  }

  /** Pages that are due, those that waited longest first. One that nobody has read comes at once, so that its records are known. */
  due(nowMs: number): Page[] {
    return [...this.pages.values()]
      .map((page) => ({ page, at: page.records === null ? -Infinity : this.dueAt(page) }))
      .filter(({ at }) => at <= nowMs)
      .sort((a, b) => a.at - b.at)
      .map(({ page }) => page);
  }

  /** Pages with a unit to be sent on its way, as they stand after it signed. */
  leaving(): Page[] {
    return [...this.pages.values()].filter(
      (page) => page.leaving !== null && page.incident.version >= (page.version ?? 0),
    );
  }

  /** Notes what an incident's file says: its records, and that a person is at it. @returns whether the crew may go on now */
  open(page: Page, file: IncidentFile, { own, nowMs }: { own: ReadonlySet<string>; nowMs: number }): boolean {
    page.incident = file;
    page.version = file.version;
    page.records = file.reported.map(({ record }) => record);
    const touched = file.course.flatMap(({ by, at }) => (by === null || own.has(by) ? [] : [Date.parse(at)]));
    if (touched.length > 0) {
      page.start = null;
      page.notBefore = Math.max(page.notBefore, Math.max(...touched) + HANDS_OFF_MS);
    }
    return this.dueAt(page) <= nowMs;
  }

  /** Notes that somebody was faster, or a rule said no: another look later, at the file too. */
  refused(page: Page, nowMs: number): void {
    page.tries++;
    page.notBefore = nowMs + AGAIN_MS;
    page.version = null;
  }

  private dueAt(page: Page): number {
    const { incident, start } = page;
    // What the crew did last is not in what was read yet.
    if (incident.version < (page.version ?? 0)) return Infinity;
    const isGuests = page.given.some(({ unit }) => unit === this.guest);
    if (start !== null && !isGuests && !isThere(incident.lane, start)) return page.notBefore;
    if (start !== null) this.arrive(page, start);
    const at = nextStepAt(this.pace, incident) ?? Infinity;
    return Math.max(isGuests ? at + GUEST_MS : at, page.notBefore);
  }

  /** Brought to where the shift found it: from here it goes at the usual pace, or late. */
  private arrive(page: Page, start: Start): void {
    page.start = null;
    const { limitAt } = page.incident;
    if (start.late && limitAt !== null) page.notBefore = Date.parse(limitAt) + LATE_MS;
  }
}

function emptyPage(incident: Incident, start: Start | null): Page {
  const known = { version: null, records: null, notBefore: 0, tries: 0 };
  return { incident, given: [], ...known, photographed: '', leaving: null, start, guestMay: false };
}
