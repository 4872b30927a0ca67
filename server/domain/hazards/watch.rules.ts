import type { HazardChain, HazardNode } from '../../../protocol/hazard-chain.js';
import type { WatchCard, WatchCause } from '../../../protocol/watch.js';
import { followsOf, type Follow } from './chain.rules.js';
import type { Happening } from './happening.rules.js';

const MINUTE_MS = 60_000;

/** What is known when something happens. `standing`: watch items whose window is not over, met ones too. */
export interface Ground {
  chain: HazardChain;
  version: number;
  standing: readonly WatchCard[];
  districts: readonly string[];
  nowMs: number;
  newId: () => string;
}

/**
 * Plans the watch items that follow from a node. A node is watched once in a district: what stands there already is joined (its window grows as long as
 * it still waits), only what is left of the area gets a watch item of its own.
 */
export function planWatches(happening: Happening, node: HazardNode, ground: Ground): WatchCard[] {
  return followsOf(ground.chain, node.id).flatMap((follow) => planOne(happening, { node, follow }, ground));
}

function planOne(happening: Happening, { node, follow }: { node: HazardNode; follow: Follow }, g: Ground): WatchCard[] {
  const fromMs = happening.atMs + follow.minMinutes * MINUTE_MS;
  const untilMs = happening.atMs + follow.maxMinutes * MINUTE_MS;
  if (untilMs <= g.nowMs) return [];
  const area = follow.spread === 'city' ? g.districts : areaOf(happening, g);
  const cause = causeOf(happening, node.id);
  const standing = g.standing.filter((w) => w.node === follow.node && w.isDrill === happening.isDrill);
  const inArea = standing.filter((watch) => watch.districts.some((district) => area.includes(district)));
  const left = area.filter((district) => !inArea.some((watch) => watch.districts.includes(district)));
  const joined = inArea
    .filter((watch) => watch.state === 'awaited' && !watch.causes.some((known) => known.id === cause.id))
    .map((watch) => ({ watch, joined: join(watch, { cause, fromMs, untilMs }) }))
    .filter(({ watch, joined: after }) => tellsMore(watch, after))
    .map(({ joined: after }) => after);
  if (left.length === 0) return joined;
  return [
    ...joined,
    {
      ...{ id: g.newId(), chain: g.version, node: follow.node, districts: left, at: happening.at },
      ...{ from: iso(fromMs), until: iso(untilMs), state: 'awaited' as const, openedAt: iso(g.nowMs) },
      ...{ causes: [cause], path: [...follow.path], met: null, isDrill: happening.isDrill },
    },
  ];
}

function join(watch: WatchCard, more: { cause: WatchCause; fromMs: number; untilMs: number }): WatchCard {
  return {
    ...watch,
    from: iso(Math.min(Date.parse(watch.from), more.fromMs)),
    until: iso(Math.max(Date.parse(watch.until), more.untilMs)),
    causes: [...watch.causes, more.cause].slice(-CAUSES_KEPT),
  };
}

/** Causes that a card names; a flood of reports of one rain must not make it grow without end. */
const CAUSES_KEPT = 10;

/** Whether a card with one cause more is worth telling: it names few yet, or its window has grown by a minute. Else a flood of one cause writes it anew for each report. */
function tellsMore(before: WatchCard, after: WatchCard): boolean {
  const grown = Date.parse(after.until) - Date.parse(before.until) + Date.parse(before.from) - Date.parse(after.from);
  return before.causes.length < CAUSES_KEPT || grown >= MINUTE_MS;
}

/**
 * Whether a happening is what a watch item waits for. What was told late still counts: an item that ended without it, but in whose window it occurred,
 * was right.
 */
export function meets(watch: WatchCard, happening: Happening, node: string): boolean {
  return (
    happening.isItself &&
    watch.node === node &&
    watch.state !== 'met' &&
    watch.isDrill === happening.isDrill &&
    watch.districts.some((district) => happening.districts.includes(district)) &&
    Date.parse(watch.from) <= happening.atMs &&
    happening.atMs <= Date.parse(watch.until)
  );
}

/** The happening as a card names it. */
export function causeOf({ kind, id, ref, atMs }: Happening, node: string): WatchCause {
  return { kind, id, ref, node, at: iso(atMs) };
}

/** A warning that names no district we can read may be meant for all of them. */
function areaOf({ districts }: Happening, { districts: all }: Ground): readonly string[] {
  return districts.length > 0 ? districts : all;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
