import type { Entry } from '../../protocol/facts.js';
import type { CountCell, IntakeRecorded, LatestItem, RecordCell } from '../../protocol/facts/intake.js';
import { LATEST_ON_WALL, STRIP_BINS, type Situation, type SituationCell } from '../../protocol/live/situation.js';
import { minuteOf } from '../journal/recent-items.rules.js';
import { ItemList } from './item-list.projection.js';
import { Keys } from './keys.rules.js';
import { MinuteCounts, type Counts } from './minute-counts.rules.js';
import type { Times } from './times.rules.js';

/** Minutes held in memory: the longest day (25 h) and the strip. */
export const HELD_MINUTES = 26 * 60;

type Cell = Omit<SituationCell, 'n'>;
type OpenCell = Situation['openNow'][number];
type Kind = Pick<CountCell, 'district' | 'stream' | 'type' | 'priority'>;

/** What the roll-ups hold when a process starts. */
export interface RecordsStart {
  minutes: readonly (Omit<CountCell, 'open'> & { n: number })[];
  open: readonly (Kind & { open: number })[];
}

/** Records by occurrence: windows, strip, what is open, and the rows a wall lists. */
export class RecordsProjection {
  readonly items = new ItemList();
  private readonly cells = new Keys<Cell>();
  private readonly counts = new MinuteCounts();
  private readonly hour = this.counts.window();
  private readonly day = this.counts.window();
  private readonly bins = this.counts.bins((key) => this.cells.get(key).district);
  private readonly openKinds = new Keys<Omit<OpenCell, 'open'>>();
  private readonly open = new Map<number, number>();
  /** Cells as last shown, by key: unchanged ones keep their identity, so that patches are found quickly. */
  private readonly shown = { hour: [] as SituationCell[], day: [] as SituationCell[], open: [] as OpenCell[] };

  load(start: RecordsStart): void {
    for (const cell of start.minutes) this.counts.add(cell.minute, this.keyOf(cell), cell.n);
    for (const cell of start.open) this.addOpen(cell, cell.open);
  }

  apply(entry: Entry): void {
    const { fact } = entry;
    if (entry.isDrill) return;
    if (fact.type === 'intake.recorded') this.recorded(fact);
    if (fact.type !== 'observation.amended') return;
    this.add({ ...fact.old, open: -fact.old.open }, -1);
    this.add(fact.new, 1);
    if (entry.subject !== null) this.items.move(entry.subject, fact);
  }

  /** Counts of a moment. `isIn` says which districts count. */
  view(t: Times, isIn: (district: string) => boolean) {
    const lastHour = this.list(this.hour.over(t.hourFrom, t.to), this.shown.hour, isIn);
    return {
      lastHour,
      today: this.list(this.day.over(t.todayFrom, t.to), this.shown.day, isIn),
      openNow: this.listOpen(isIn),
      strip: this.bins.line(t.to, STRIP_BINS, isIn),
      latest: this.latest(t, isIn),
    };
  }

  /** Forgets what no window of `minute` or later reaches. */
  forget(minute: number): void {
    this.counts.forgetBefore(minute - HELD_MINUTES);
    this.bins.forgetBefore(minute - HELD_MINUTES);
    this.items.forget(minute);
  }

  private recorded(fact: IntakeRecorded): void {
    for (const cell of fact.counts) this.add(cell, cell.n);
    this.items.add(fact);
  }

  private add(cell: CountCell | RecordCell, n: number): void {
    this.counts.add(cell.minute, this.keyOf(cell), n);
    this.addOpen(cell, cell.open);
  }

  private addOpen({ district, stream, type, priority }: Kind, open: number): void {
    if (open === 0) return;
    const make = () => ({ district, stream, type, priority });
    const key = this.openKinds.of(`${district}|${stream}|${type}|${priority}`, make);
    this.open.set(key, (this.open.get(key) ?? 0) + open);
  }

  private keyOf({ district, stream, type, priority, placed }: Omit<CountCell, 'minute' | 'n' | 'open'>): number {
    const make = () => ({ district, stream, type, priority, placed });
    return this.cells.of(`${district}|${stream}|${type}|${priority}|${placed}`, make);
  }

  private list(sums: Counts, shown: SituationCell[], isIn: (district: string) => boolean): SituationCell[] {
    const cells: SituationCell[] = [];
    for (const key of this.cells.inOrder()) {
      const n = sums.get(key);
      if (n === undefined || !isIn(this.cells.get(key).district)) continue;
      if (shown[key]?.n !== n) shown[key] = { ...this.cells.get(key), n };
      cells.push(shown[key]);
    }
    return cells;
  }

  private listOpen(isIn: (district: string) => boolean): OpenCell[] {
    const cells: OpenCell[] = [];
    for (const key of this.openKinds.inOrder()) {
      const open = this.open.get(key) ?? 0;
      if (open === 0 || !isIn(this.openKinds.get(key).district)) continue;
      if (this.shown.open[key]?.open !== open) this.shown.open[key] = { ...this.openKinds.get(key), open };
      cells.push(this.shown.open[key]);
    }
    return cells;
  }

  private latest(t: Times, isIn: (district: string) => boolean): LatestItem[] {
    const isShown = (item: LatestItem) => {
      const minute = minuteOf(item.occurredAt);
      return minute >= t.hourFrom && minute < t.to && isIn(item.district);
    };
    return this.items.first(LATEST_ON_WALL, isShown);
  }
}
