import { Dispatched, Recommendation, type Assignment, type RankedUnit } from '../../protocol/dispatch.js';
import { FilingConditions, type FilingCondition } from '../../protocol/filing.js';
import { Incident } from '../../protocol/incident.js';
import type { Random } from '../random.js';
import type { Page } from './book.js';
import type { Act } from './choose.js';
import { REASONS } from './pace.data.js';
import type { Photos } from './photos.js';
import { Refused, type Staff } from './staff.js';

/** So often staff look for a free unit before they give the work to one that is full or off shift. */
const LOOKS = 3;
const HOUR_MS = 3_600_000;

/** What staff have chosen to do now (epoch ms of the city). */
interface Chosen {
  act: Act;
  random: Random;
  nowMs: number;
}

/** Carries out what staff have chosen, by the command API, and notes in the page what the service answered. */
export class Hands {
  /** Read once: which filing conditions there are. */
  private conditions: readonly FilingCondition[] | null = null;

  /** @param guest the unit of the demo's officer, whom visitors sign in as; it always has something to do */
  constructor(
    private readonly photos: Photos,
    private readonly guest: string | null,
  ) {}

  /** @throws Refused */
  async carryOut(staff: Staff, page: Page, { act, random, nowMs }: Chosen): Promise<void> {
    if (act.do === 'assign') return this.assign(staff, page, random);
    if (act.photo) await this.photograph(staff, page, act.photo);
    if (act.do === 'answer') return this.answer(staff, page, act);
    const { incident } = page;
    const { command, reason, outcome, untilHours } = act;
    const condition = command === 'file' ? await this.conditionOf(staff, incident.type) : undefined;
    const said = {
      ...(reason ? { reason } : {}),
      ...(outcome ? { outcome } : {}),
      ...(condition ? { condition } : {}),
      ...(untilHours ? { until: new Date(nowMs + untilHours * HOUR_MS).toISOString() } : {}),
    };
    const body = { command, ...said };
    const moved = await staff.post(`/api/v1/incidents/${incident.id}/moves`, body, `${keyOf(page)}-${command}`);
    page.incident = Incident.parse(moved);
    page.version = page.incident.version;
    page.given = [];
  }

  /** The first filing condition of a type; none where it has none. */
  private async conditionOf(staff: Staff, type: string): Promise<string | undefined> {
    this.conditions ??= (await staff.get('/api/v1/filing-conditions', FilingConditions)).conditions;
    return this.conditions.find((condition) => condition.type === type)?.id;
  }

  private async answer(staff: Staff, page: Page, act: Act & { do: 'answer' }): Promise<void> {
    const body = act.reason === undefined ? {} : { reason: act.reason };
    const answered = await staff.post(`/api/v1/assignments/${act.assignment}/${act.command}`, body);
    this.note(page, Dispatched.parse(answered));
    if (act.command === 'accept') page.leaving = page.given.find(({ id }) => id === act.assignment) ?? null;
  }

  /** One photo for a state of the work, however often the report of it is tried. */
  private async photograph(staff: Staff, page: Page, kind: 'before' | 'after'): Promise<void> {
    const { state, enteredAt } = page.incident;
    const work = `${state} ${enteredAt} ${kind}`;
    if (page.photographed === work) return;
    await this.photos.take(staff, page.incident, kind);
    page.photographed = work;
  }

  /** Gives it to the unit that is recommended first, and to further ones where more are needed. */
  private async assign(staff: Staff, page: Page, random: Random): Promise<void> {
    const path = `/api/v1/incidents/${page.incident.id}`;
    const asked = await staff.get(`${path}/recommendation`, Recommendation);
    const forGuest = page.guestMay ? asked.units.filter((u) => u.unit === this.guest && isFit(u)) : [];
    const units = forGuest.length > 0 ? forGuest : chosenOf(asked);
    const beyond = units.length === 0 && page.tries >= LOOKS ? asked.units.filter(isReachable).slice(0, 1) : [];
    if (units.length + beyond.length === 0) throw new Refused(409, 'crew/nobody-free', 'all units are busy');
    const body = {
      units: [...units, ...beyond].map(({ unit }) => unit),
      expectedVersion: asked.version,
      ...(beyond.length > 0 ? { override: true, reason: random.pick(REASONS.override) } : {}),
    };
    this.note(page, Dispatched.parse(await staff.post(`${path}/assignments`, body, keyOf(page))));
  }

  private note(page: Page, { incident, assignments }: Dispatched): void {
    page.version = incident.version;
    page.given = assignments.filter(isOpen);
  }
}

/** The units that are proposed for what is needed, at least one. */
function chosenOf({ units, needs }: Recommendation): RankedUnit[] {
  const able = units.filter((unit) => unit.able);
  const proposed = able.filter((unit) => unit.fills !== null);
  const wanted = needs.reduce((sum, n) => sum + Math.max(0, Math.min(n.offered, n.wanted - n.committed)), 0);
  return (proposed.length > 0 ? proposed : able).slice(0, Math.max(1, wanted));
}

/** Able, and not only because nobody else is. */
const isFit = ({ able, reasons }: RankedUnit) => able && !reasons.some(({ code }) => code === 'nobody-fits');
const isReachable = ({ reasons }: RankedUnit) => !reasons.some(({ code }) => code === 'lost');
const isOpen = ({ state }: Assignment) => state === 'assigned' || state === 'accepted' || state === 'arrived';
const keyOf = ({ incident }: Page) => `crew-${incident.id}-${incident.version}`;
