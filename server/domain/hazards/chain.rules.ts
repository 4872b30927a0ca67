import type { HazardChain, HazardEdge } from '../../../protocol/hazard-chain.js';

/** What may follow from a node: by which nodes first (`path`, both ends in it), how much later at the earliest and latest, and how far around. */
export interface Follow {
  node: string;
  path: readonly string[];
  minMinutes: number;
  maxMinutes: number;
  spread: HazardEdge['spread'];
}

/** Finds a cycle: its nodes in order, the first again at the end. Null when there is none. */
export function findCycle({ nodes, edges }: HazardChain): string[] | null {
  const next = outgoing(edges);
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (node: string): string[] | null => {
    const at = trail.indexOf(node);
    if (at >= 0) return [...trail.slice(at), node];
    if (done.has(node)) return null;
    trail.push(node);
    for (const edge of next.get(node) ?? []) {
      const cycle = visit(edge.to);
      if (cycle) return cycle;
    }
    trail.pop();
    done.add(node);
    return null;
  };
  for (const { id } of nodes) {
    const cycle = visit(id);
    if (cycle) return cycle;
  }
  return null;
}

/**
 * Walks down from a node of a chain without cycles. A node that several paths lead to is there once: from the earliest of them to the latest, as wide as
 * the widest. The nearest first.
 */
export function followsOf({ edges }: HazardChain, start: string): Follow[] {
  const next = outgoing(edges);
  const reached = new Map<string, Follow>();
  for (const node of downwards(start, next)) {
    const here = reached.get(node) ?? { node, path: [node], minMinutes: 0, maxMinutes: 0, spread: 'district' };
    for (const edge of next.get(node) ?? []) reached.set(edge.to, joined(reached.get(edge.to), stepOf(here, edge)));
  }
  return [...reached.values()].sort((a, b) => a.minMinutes - b.minMinutes || (a.node < b.node ? -1 : 1));
}

function stepOf(here: Follow, { to, minMinutes, maxMinutes, spread }: HazardEdge): Follow {
  return {
    node: to,
    path: [...here.path, to],
    minMinutes: here.minMinutes + minMinutes,
    maxMinutes: here.maxMinutes + maxMinutes,
    spread: here.spread === 'city' ? 'city' : spread,
  };
}

function joined(known: Follow | undefined, step: Follow): Follow {
  if (!known) return step;
  return {
    node: step.node,
    path: step.minMinutes < known.minMinutes ? step.path : known.path,
    minMinutes: Math.min(step.minMinutes, known.minMinutes),
    maxMinutes: Math.max(step.maxMinutes, known.maxMinutes),
    spread: step.spread === 'city' ? 'city' : known.spread,
  };
}

/** The nodes from `start` down, each before all that follow from it. */
function downwards(start: string, next: ReadonlyMap<string, readonly HazardEdge[]>): string[] {
  const seen = new Set<string>();
  const order: string[] = [];
  const visit = (node: string): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const edge of next.get(node) ?? []) visit(edge.to);
    order.unshift(node);
  };
  visit(start);
  return order;
}

function outgoing(edges: readonly HazardEdge[]): Map<string, HazardEdge[]> {
  const next = new Map<string, HazardEdge[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  return next;
}
