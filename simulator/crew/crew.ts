import { setTimeout as wait } from 'node:timers/promises';
import { AssignmentList } from '../../protocol/dispatch.js';
import { IncidentFile, IncidentPage, type Incident } from '../../protocol/incident.js';
import { Procedures } from '../../protocol/procedure.js';
import { Book, type Page } from './book.js';
import { chooseAct } from './choose.js';
import type { Fleet } from './fleet.js';
import { Hands } from './hands.js';
import { chanceOf, type Pace } from './pace.js';
import type { Photos } from './photos.js';
import { Refused, type Staff } from './staff.js';
import { Ways } from './ways.js';

const PAGE = 500;
/** Commands under way at once, and steps between two looks at what is open. */
const AT_ONCE = 10;
const STEPS = 60;
/** With so many steps due staff hurry. */
const HURRY_FROM = 25;
/** The same trouble is told once in so long. */
const TOLD_AGAIN_MS = 60_000;

interface Surroundings {
  pace: Pace;
  staff: readonly Staff[];
  photos: Photos;
  fleet: Fleet;
  now: () => number;
  /** The unit of the demo's officer, whom visitors sign in as; null where there is none. */
  guest: string | null;
  /** Real time between two looks at what is open. */
  lookEveryMs: number;
}

/** Invented staff who work off what is open, by the command API and at the pace of people. When they cannot keep up, what waited longest comes first. */
export class Crew {
  private readonly book: Book;
  private readonly hands: Hands;
  private readonly told = new Map<string, number>();
  private ways: Ways | null = null;
  private next = 0;
  private hurried = false;

  constructor(private readonly of: Surroundings) {
    this.book = new Book(of.pace, of.guest);
    this.hands = new Hands(of.photos, of.guest);
  }

  /** Whether a source's record belongs to an incident that is being worked on: its source does not close it meanwhile. */
  holds(record: string): boolean {
    return this.book.holds(record);
  }

  /** Works until stopped. A service that is away is asked again. */
  async run(signal: AbortSignal): Promise<void> {
    const { fleet, now } = this.of;
    await Promise.all([this.again(() => this.look(signal), signal), this.again(() => fleet.tell(now()), signal)]);
  }

  /** Reads all that is open at once, then takes the steps that are due. */
  private async look(signal: AbortSignal): Promise<void> {
    const { now, fleet } = this.of;
    await Promise.all(this.of.staff.map((one) => one.begin()));
    const ways = (this.ways ??= await this.readWays());
    const [incidents, { assignments }] = await Promise.all([
      this.readOpen(),
      this.anyone().get('/api/v1/assignments', AssignmentList),
    ]);
    this.book.update(incidents, assignments);
    for (const page of this.book.leaving()) {
      if (page.leaving !== null) fleet.setOut(page.leaving, page.incident, now());
      page.leaving = null;
    }
    const due = this.book.due(now()).slice(0, STEPS);
    this.hurried = due.length > HURRY_FROM;
    let n = 0;
    const lane = async () => {
      while (n < due.length && !signal.aborted) await this.step(due[n++] as Page, ways);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }

  private async readOpen(): Promise<Incident[]> {
    const all: Incident[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: IncidentPage = await this.anyone().get(
        `/api/v1/incidents?filter=open&limit=${PAGE}${after}`,
        IncidentPage,
      );
      all.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== null);
    return all;
  }

  private async readWays(): Promise<Ways> {
    const staff = this.anyone();
    const { procedures } = await staff.get('/api/v1/procedures', Procedures);
    return new Ways(procedures, (permission) => staff.may(permission));
  }

  /** One step with one incident. Whatever goes wrong with it, the others go on. */
  private async step(page: Page, ways: Ways): Promise<void> {
    const { pace, now } = this.of;
    const staff = this.anyone();
    try {
      if (!(await this.isFree(staff, page))) return;
      const can = ways.of(page.incident);
      if (can === null) this.ways = null;
      const random = chanceOf(pace.seed + page.tries, page.incident);
      random.next(); // the first number made the time
      const { lane, state, priority } = page.incident;
      const act = chooseAct({ lane, state, priority, can: can ?? [], hurried: this.hurried }, page.given, random);
      if (act === null) return this.book.refused(page, now());
      await this.hands.carryOut(staff, page, { act, random, nowMs: now() });
    } catch (error) {
      // Somebody was faster, or a rule says no: another look later.
      this.book.refused(page, now());
      if (!(error instanceof Refused) || error.status < 400 || error.status >= 500) this.tell(error);
    }
  }

  /** Whether nobody else is at it: only after somebody did something its file is read, to see who. */
  private async isFree(staff: Staff, page: Page): Promise<boolean> {
    if (page.version === page.incident.version) return true;
    const own = new Set(this.of.staff.map(({ name }) => name));
    const file = await staff.get(`/api/v1/incidents/${page.incident.id}`, IncidentFile);
    return this.book.open(page, file, { own, nowMs: this.of.now() });
  }

  private anyone(): Staff {
    const { staff } = this.of;
    return staff[this.next++ % staff.length] as Staff;
  }

  /** Does something over and over until stopped. A service that is away is asked again. */
  private async again(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await work().catch((error: unknown) => {
        if (!signal.aborted) this.tell(error);
      });
      await wait(this.of.lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Tells the person at the console what goes wrong, not again and again. */
  private tell(error: unknown): void {
    const message = error instanceof Error ? error.message.slice(0, 300) : String(error);
    const now = performance.now();
    if (now - (this.told.get(message) ?? -Infinity) < TOLD_AGAIN_MS) return;
    this.told.set(message, now);
    console.error(`simulator: the crew: ${message}`);
  }
}
