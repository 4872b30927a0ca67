import { setTimeout as wait } from 'node:timers/promises';
import { AssignmentList, Recommendation, type Assignment } from '../../protocol/dispatch.js';
import { IncidentFile, IncidentPage, type Incident } from '../../protocol/incident.js';
import { chooseAct, type Act } from './choose.js';
import { chanceOf, nextStepAt } from './pace.js';
import type { Photos } from './photos.js';
import { Refused, type Staff } from './staff.js';
import type { Fleet } from './fleet.js';

const LOOK_EVERY_MS = 2000;
/** What a person has touched is left to the person for so long, city time. @source issue B */
const HANDS_OFF_MS = 15 * 60_000;
/** After a refusal staff try again so much later, city time. */
const AGAIN_MS = 2 * 60_000;
const PAGE = 500;
const AT_ONCE = 8;

interface Surroundings {
  seed: number;
  staff: readonly Staff[];
  photos: Photos;
  fleet: Fleet;
  now: () => number;
}

/** What is remembered of an open incident between two looks. */
interface Memory {
  records: readonly string[];
  notBefore: number;
  tries: number;
}

/** Invented staff who work off what is open, by the command API and at the pace of people. */
export class Crew {
  private readonly open = new Map<string, Memory>();
  private next = 0;

  constructor(private readonly of: Surroundings) {}

  /** Whether a source's record belongs to an incident that is being worked on: its source does not close it meanwhile. */
  holds(record: string): boolean {
    for (const { records } of this.open.values()) if (records.includes(record)) return true;
    return false;
  }

  /** Works until stopped. A service that is away is asked again. */
  async run(signal: AbortSignal): Promise<void> {
    const { fleet, now } = this.of;
    await Promise.all([again(() => this.look(signal), signal), again(() => fleet.tell(now()), signal)]);
  }

  private async look(signal: AbortSignal): Promise<void> {
    const all = await this.readOpen();
    const ids = new Set(all.map(({ id }) => id));
    for (const id of this.open.keys()) if (!ids.has(id)) this.open.delete(id);
    const due = all.filter((incident) => this.isDue(incident));
    let n = 0;
    const lane = async () => {
      while (n < due.length && !signal.aborted) await this.step(due[n++] as Incident);
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

  private isDue(incident: Incident): boolean {
    const known = this.open.get(incident.id);
    if (!known) return true; // read once, to know its records
    const at = nextStepAt(this.of.seed, incident);
    return at !== null && Math.max(at, known.notBefore) <= this.of.now();
  }

  private async step(incident: Incident): Promise<void> {
    const { seed, now } = this.of;
    const staff = this.anyone();
    const memory = this.open.get(incident.id) ?? { records: [], notBefore: 0, tries: 0 };
    this.open.set(incident.id, memory);
    try {
      const file = await staff.get(`/api/v1/incidents/${incident.id}`, IncidentFile);
      memory.records = file.reported.map(({ record }) => record);
      const at = nextStepAt(seed, file);
      memory.notBefore = Math.max(this.touchedUntil(file), at ?? Infinity);
      if (memory.notBefore > now()) return;
      const isGiven = file.lane === 'enroute' || file.lane === 'onsite';
      const path = `/api/v1/incidents/${file.id}/assignments`;
      const { assignments } = isGiven ? await staff.get(path, AssignmentList) : { assignments: [] };
      const random = chanceOf(seed + memory.tries, file);
      random.next(); // the first number made the time
      const act = chooseAct(file, assignments, random);
      if (act !== null) await this.carryOut(staff, { file, given: assignments }, act);
    } catch (error) {
      // Somebody was faster, or a rule says no: another look later.
      if (!(error instanceof Refused) || error.status < 400 || error.status >= 500) throw error;
      memory.tries++;
      memory.notBefore = now() + AGAIN_MS;
    }
  }

  /** Until when an incident is left to a person who did something with it, epoch ms; 0 when nobody did. */
  private touchedUntil(file: IncidentFile): number {
    const own = new Set(this.of.staff.map(({ name }) => name));
    const touched = file.course.filter(({ by }) => by !== null && !own.has(by)).map(({ at }) => Date.parse(at));
    return touched.length === 0 ? 0 : Math.max(...touched) + HANDS_OFF_MS;
  }

  private async carryOut(
    staff: Staff,
    { file, given }: { file: IncidentFile; given: Assignment[] },
    act: Act,
  ): Promise<void> {
    const path = `/api/v1/incidents/${file.id}`;
    const key = `crew-${file.id}-${file.version}`;
    if (act.do === 'assign') return this.assign(staff, file, key);
    if (act.photo) await this.of.photos.take(staff, file);
    if (act.do === 'answer') {
      const body = act.reason === undefined ? {} : { reason: act.reason };
      await staff.post(`/api/v1/assignments/${act.assignment}/${act.command}`, body);
      const assignment = given.find(({ id }) => id === act.assignment);
      if (assignment && act.command === 'accept') await this.setOut(staff, assignment);
      return;
    }
    const { command, reason, outcome } = act;
    const body = { command, ...(reason ? { reason } : {}), ...(outcome ? { outcome } : {}) };
    await staff.post(`${path}/moves`, body, `${key}-${command}`);
  }

  /** The way there lasts as long as the crew will take to report that it has arrived. */
  private async setOut(staff: Staff, assignment: Assignment): Promise<void> {
    const file = await staff.get(`/api/v1/incidents/${assignment.incident}`, IncidentFile);
    this.of.fleet.setOut(assignment, file, this.of.now());
  }

  /** Gives it to the unit that is recommended first, and to further ones where more are needed. */
  private async assign(staff: Staff, file: IncidentFile, key: string): Promise<void> {
    const path = `/api/v1/incidents/${file.id}`;
    const { units, needs, version } = await staff.get(`${path}/recommendation`, Recommendation);
    const able = units.filter((unit) => unit.able);
    const proposed = able.filter((unit) => unit.fills !== null);
    const wanted = needs.reduce(
      (sum, need) => sum + Math.max(0, Math.min(need.offered, need.wanted - need.committed)),
      0,
    );
    const chosen = (proposed.length > 0 ? proposed : able).slice(0, Math.max(1, wanted)).map(({ unit }) => unit);
    if (chosen.length === 0) throw new Refused(409, 'crew/nobody-free', 'all units are busy');
    await staff.post(`${path}/assignments`, { units: chosen, expectedVersion: version }, key);
  }

  private anyone(): Staff {
    const { staff } = this.of;
    return staff[this.next++ % staff.length] as Staff;
  }
}

/** Does something over and over until stopped. A service that is away is asked again. */
async function again(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => {
      if (!signal.aborted && error instanceof Refused) console.error(`simulator: the crew: ${error.message}`);
    });
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
