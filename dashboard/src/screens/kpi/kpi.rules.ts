import type { KpiBoard, KpiLine, KpiValue } from '@protocol/kpi';
import type { LiveKpiBoard } from '@protocol/live/kpi-board';
import { isGroup } from '@protocol/kpi-value';

/** Values before the present one that make a usual band; fewer say nothing. @source docs/protocol.md §Feeds: 8 samples */
const SAMPLES = 8;
/** What is usual: the middle eight tenths. */
const [LOW, HIGH] = [0.1, 0.9];

/** The board with the values that the live channel tells of the same period and area; another period waits until it is read whole. */
export function withLive(board: KpiBoard, live: LiveKpiBoard | null): KpiBoard {
  if (live?.period.start !== board.period.start || live.area !== board.area) return board;
  const indicators = board.indicators.map((line) => ({ ...line, value: live.values[line.code] ?? line.value }));
  const leaves = indicators.filter((line) => !isGroup(line)).map(standingOf);
  const count = (standing: Standing) => leaves.filter((one) => one === standing).length;
  return {
    ...{ ...board, indicators },
    counts: {
      ...{ good: count('good'), warn: count('warn'), red: count('red'), none: count('none') },
      notConnected: count('unconnected'),
    },
  };
}

/** How an indicator stands: as the service judged it, or not connected, which is counted apart. */
export type Standing = KpiValue['state'] | 'unconnected';

/** A line of the tree: its indicator, how deep it lies, and whether something lies below it. */
export interface TreeLine {
  line: KpiLine;
  depth: number;
  isGroup: boolean;
  standing: Standing;
  /** Of a group: how many leaves below it are red, and short of their target. */
  red: number;
  warn: number;
}

/** What of the tree is shown. `found`: words that a name or code holds. */
export interface Shown {
  open: ReadonlySet<string>;
  exceptions: boolean;
  found: string;
}

export function standingOf({ value }: Pick<KpiLine, 'value'>): Standing {
  return value.reason === 'not-connected' ? 'unconnected' : value.state;
}

/** Lays the tree out in reading order. A search or the exceptions open every group that holds some, and leave the others out. */
export function treeOf({ indicators }: Pick<KpiBoard, 'indicators'>, shown: Shown): TreeLine[] {
  const children = new Map<string | null, KpiLine[]>();
  for (const line of indicators) children.set(line.parent, [...(children.get(line.parent) ?? []), line]);
  const narrows = shown.exceptions || shown.found !== '';
  const visit = (line: KpiLine, depth: number): TreeLine[] => {
    const below = children.get(line.code) ?? [];
    const lines = below.flatMap((child) => visit(child, depth + 1));
    const own = lineOf(line, depth, leavesOf(line.code, children));
    if (below.length === 0) return !narrows || isWanted(line, shown) ? [own] : [];
    if (narrows) return lines.length > 0 ? [own, ...lines] : [];
    return shown.open.has(line.code) ? [own, ...lines] : [own];
  };
  return (children.get(null) ?? []).flatMap((line) => visit(line, 0));
}

function leavesOf(code: string, children: ReadonlyMap<string | null, KpiLine[]>): KpiLine[] {
  return (children.get(code) ?? []).flatMap((child) =>
    children.has(child.code) ? leavesOf(child.code, children) : [child],
  );
}

function lineOf(line: KpiLine, depth: number, leaves: readonly KpiLine[]): TreeLine {
  const count = (state: KpiValue['state']) => leaves.filter(({ value }) => value.state === state).length;
  return { line, depth, isGroup: isGroup(line), standing: standingOf(line), red: count('red'), warn: count('warn') };
}

function isWanted(line: KpiLine, { exceptions, found }: Shown): boolean {
  const words = `${line.code} ${line.nameZh} ${line.nameEn} ${line.ownerZh} ${line.ownerEn}`.toLowerCase();
  const isException = line.value.state === 'red' || line.value.state === 'warn';
  return (!exceptions || isException) && words.includes(found.trim().toLowerCase());
}

/** The usual band of the values before the present one: its 10th to 90th percentile; null before there are eight. */
export function usualOf(earlier: readonly (number | null)[]): [number, number] | null {
  const known = earlier.filter((v) => v !== null).sort((a, b) => a - b);
  if (known.length < SAMPLES) return null;
  const at = (share: number) => {
    const place = (known.length - 1) * share;
    const [low, high] = [known[Math.floor(place)] as number, known[Math.ceil(place)] as number];
    return low + (high - low) * (place % 1);
  };
  return [at(LOW), at(HIGH)];
}

/** A district's value of an indicator. `off`: how far it is from the target, in the indicator's own unit, good upwards; null without one of the two. */
export interface Rank {
  code: string;
  value: KpiValue;
  off: number | null;
}

/** Ranks the districts, the best first; those without a value last. */
export function rankOf({ by = {}, direction, target }: Pick<KpiLine, 'by' | 'direction' | 'target'>): Rank[] {
  const sign = direction === 'lower' ? -1 : 1;
  const worth = ({ value }: Rank) => (value.value === null ? -Infinity : sign * value.value);
  return Object.entries(by)
    .map(([code, value]) => ({
      ...{ code, value },
      off: value.value === null || target === null ? null : sign * (value.value - target),
    }))
    .sort((a, b) => worth(b) - worth(a) || a.code.localeCompare(b.code));
}

/** First days of the months before the one that begins on `start`, oldest first. */
export function monthsBefore(start: string, n: number): string[] {
  const [year = 0, month = 1] = start.split('-').map(Number);
  return Array.from({ length: n }, (_, i) =>
    new Date(Date.UTC(year, month - 1 - (n - i), 1)).toISOString().slice(0, 10),
  );
}

/** A value as it is written: with its decimals, or a dash, never 0, where there is none. */
export function shownValue(value: number | null, decimals: number): string {
  return value === null
    ? '—'
    : value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
