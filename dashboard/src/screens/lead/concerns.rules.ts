import type { VitalSign } from '@protocol/city';
import type { IncidentCard } from '@protocol/incident';
import type { LiveInstructions } from '@protocol/live/instructions';
import type { Situation } from '@protocol/live/situation';
import { rowsQuery } from '../../ui/figure.js';

/** So many things a leader is asked to look at; more are counted. */
export const SHOWN = 3;
/** Rhythms of a vital sign after which its value says nothing of now. @source docs/protocol.md §Feeds (interrupted) */
const FRESH_RHYTHMS = 5;

/** An incident of a list of rows. */
export type OverdueRow = IncidentCard & { title: string | null; place: string | null };

/** A warning of a list of rows. */
export interface WarningRow {
  id: string;
  colour: string | null;
  nameZh: string | null;
  fromAt: string;
  toAt: string;
}

/** What concerns are found in: all read at one place of the journal. */
export interface Found {
  situation: Situation;
  overdue: readonly OverdueRow[];
  warnings: readonly WarningRow[];
  instructions: LiveInstructions | null;
  vitals: readonly VitalSign[];
  nowMs: number;
}

/** What happened, in the order in which a leader asks: of each kind the gravest one is shown. The page says this rule in words. */
export const KINDS = ['overdueCritical', 'unsent', 'overdue', 'warning', 'vital', 'instructions', 'today'] as const;
export type ConcernKind = (typeof KINDS)[number];

/** One thing to ask about. `n`: how many of its kind there are, and the rows that show them. The rest is its evidence. */
export interface Concern {
  kind: ConcernKind;
  tone: 'p1' | 'p2';
  n: number;
  query: string;
  incident?: OverdueRow;
  warning?: WarningRow;
  vital?: { sign: VitalSign; value: number; line: readonly (number | null)[] };
  usual?: readonly [number, number];
}

/** Finds what a leader should ask about, gravest first; each kind once. */
export function concernsOf(found: Found): Concern[] {
  const [critical, others] = [found.overdue.filter(isCritical), found.overdue.filter((row) => !isCritical(row))];
  const all = [overdueOf('overdueCritical', critical, found), ...unsent(found), overdueOf('overdue', others, found)];
  return [...all, ...warned(found), ...vitalsOut(found), ...late(found), ...busy(found)].filter((c) => c !== null);
}

function overdueOf(
  kind: 'overdueCritical' | 'overdue',
  rows: readonly OverdueRow[],
  { situation }: Found,
): Concern | null {
  const [worst] = rows.toSorted(
    (a, b) => a.priority - b.priority || String(a.limitAt).localeCompare(String(b.limitAt)),
  );
  if (!worst) return null;
  const priority = kind === 'overdueCritical' ? '1' : '2,3,4';
  const { seq } = situation.asOf;
  const query = rowsQuery('incidents.overdue', { priority, to: situation.incidents.overdueAt, asOf: seq });
  return { kind, tone: kind === 'overdue' ? 'p2' : 'p1', n: rows.length, query, incident: worst };
}

/** Critical ones that nobody was given yet. */
function unsent({ situation }: Found): Concern[] {
  const n = situation.incidents.criticalWaiting;
  const query = rowsQuery('incidents.open', { lane: 'review,dispatch', priority: 1, asOf: situation.asOf.seq });
  return n > 0 ? [{ kind: 'unsent', tone: 'p1', n, query }] : [];
}

function warned({ situation, warnings }: Found): Concern[] {
  const grave = warnings.filter((w) => w.colour === 'red' || w.colour === 'orange');
  const [worst] = grave.toSorted((a, b) => Number(b.colour === 'red') - Number(a.colour === 'red'));
  const query = rowsQuery('warnings.in-force', { to: situation.incidents.overdueAt, asOf: situation.asOf.seq });
  return worst
    ? [{ kind: 'warning', tone: worst.colour === 'red' ? 'p1' : 'p2', n: warnings.length, query, warning: worst }]
    : [];
}

/** The vital sign that is furthest out of its usual range, in parts of that range. */
function vitalsOut({ situation, vitals, nowMs }: Found): Concern[] {
  const out = vitals.flatMap((sign) => {
    const now = situation.vitals.find((v) => v.id === sign.id);
    const isFresh = now?.at != null && nowMs - Date.parse(now.at) <= FRESH_RHYTHMS * sign.expectEverySeconds * 1000;
    if (!now || now.value === null || !isFresh || !sign.usual) return [];
    const by = Math.max(now.value - sign.usual[1], sign.usual[0] - now.value) / (sign.usual[1] - sign.usual[0] || 1);
    return by > 0 ? [{ sign, value: now.value, line: now.line, by }] : [];
  });
  const [worst] = out.toSorted((a, b) => b.by - a.by);
  if (!worst?.sign.usual) return [];
  const query = rowsQuery('vitals.inputs', { vital: worst.sign.id, asOf: situation.asOf.seq });
  return [{ kind: 'vital', tone: 'p2', n: out.length, query, vital: worst, usual: worst.sign.usual }];
}

function late({ instructions }: Found): Concern[] {
  const n = instructions?.counts.overdue ?? 0;
  if (!instructions || n === 0) return [];
  const query = rowsQuery('instructions.overdue', { to: instructions.overdueAt, asOf: instructions.asOf.seq });
  return [{ kind: 'instructions', tone: 'p2', n, query }];
}

function busy({ situation: { totals, usual, windows, asOf } }: Found): Concern[] {
  if (usual.today === null || totals.today <= Math.ceil(usual.today[1])) return [];
  const query = rowsQuery('observations.total', { ...windows.today, asOf: asOf.seq });
  return [{ kind: 'today', tone: 'p2', n: totals.today, query, usual: usual.today }];
}

const isCritical = ({ priority }: OverdueRow) => priority === 1;
