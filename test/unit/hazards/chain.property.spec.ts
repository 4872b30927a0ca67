import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HazardChain, type HazardEdge } from '../../../protocol/hazard-chain.js';
import { findCycle, followsOf } from '../../../server/domain/hazards/chain.rules.js';
import { BUILT_IN_CHAIN } from '../../../server/domain/hazards/hazard-chain.data.js';

const idOf = (i: number) => `n${i}`;
const node = (i: number) => ({
  ...{ id: idOf(i), nameZh: '节点', nameEn: 'Node', types: [], alarms: [], signals: [], warnings: [], places: [] },
});
const edge = (from: number, to: number, [min, more]: readonly [number, number], isWide: boolean): HazardEdge => ({
  ...{ from: idOf(from), to: idOf(to), minMinutes: min, maxMinutes: min + more + 1 },
  ...{ spread: isWide ? 'city' : 'district', whenZh: '', whenEn: '', source: 'test' },
});

/** Chains without cycles: edges lead from smaller to larger numbers only, in any order. */
const chains = fc.integer({ min: 2, max: 9 }).chain((n) => {
  const pairs = Array.from({ length: n }, (_, i) => i).flatMap((i) =>
    Array.from({ length: n - i - 1 }, (_, j) => [i, i + j + 1] as const),
  );
  const part = fc.record({ delay: fc.tuple(fc.nat(500), fc.nat(500)), isWide: fc.boolean() });
  return fc
    .shuffledSubarray(pairs)
    .chain((chosen) =>
      fc.tuple(fc.constant(chosen), fc.array(part, { minLength: chosen.length, maxLength: chosen.length })),
    )
    .map(([chosen, parts]): HazardChain => ({
      nodes: Array.from({ length: n }, (_, i) => node(i)),
      edges: chosen.map(([from, to], i) => edge(from, to, parts[i]?.delay ?? [0, 0], parts[i]?.isWide ?? false)),
    }));
});

/** Every path that leads down from a node, spelled out. */
function pathsFrom({ edges }: HazardChain, start: string): HazardEdge[][] {
  return edges
    .filter((e) => e.from === start)
    .flatMap((e) => [[e], ...pathsFrom({ nodes: [], edges }, e.to).map((rest) => [e, ...rest])]);
}

const sum = (path: readonly HazardEdge[], key: 'minMinutes' | 'maxMinutes') => path.reduce((n, e) => n + e[key], 0);

describe('the hazard chain', () => {
  it('reaches exactly what paths lead to, from the earliest of them to the latest, as wide as the widest', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const paths = pathsFrom(chain, 'n0');
        const follows = followsOf(chain, 'n0');
        expect(follows.map((f) => f.node).sort()).toEqual([...new Set(paths.map((p) => p.at(-1)?.to))].sort());
        for (const follow of follows) {
          const own = paths.filter((path) => path.at(-1)?.to === follow.node);
          expect(follow.minMinutes).toBe(Math.min(...own.map((path) => sum(path, 'minMinutes'))));
          expect(follow.maxMinutes).toBe(Math.max(...own.map((path) => sum(path, 'maxMinutes'))));
          expect(follow.spread === 'city').toBe(own.some((path) => path.some((e) => e.spread === 'city')));
          const named = own.find((path) => ['n0', ...path.map((e) => e.to)].join() === follow.path.join());
          expect(named && sum(named, 'minMinutes')).toBe(follow.minMinutes);
        }
      }),
    );
  });

  it('has a cycle exactly when an edge leads back, and names one that is there', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (chain, pick) => {
        expect(findCycle(chain)).toBeNull();
        const paths = chain.nodes.flatMap(({ id }) => pathsFrom(chain, id));
        const path = paths[pick % paths.length];
        if (!path) return;
        const back = { ...(path[0] as HazardEdge), from: path.at(-1)?.to ?? '', to: path[0]?.from ?? '' };
        const bent = { ...chain, edges: [...chain.edges, back] };
        const cycle = findCycle(bent) ?? [];
        expect(cycle.length).toBeGreaterThan(1);
        expect(cycle[0]).toBe(cycle.at(-1));
        for (let i = 1; i < cycle.length; i++)
          expect(bent.edges.some((e) => e.from === cycle[i - 1] && e.to === cycle[i])).toBe(true);
      }),
    );
  });

  it('finds a hazard that follows from itself', () => {
    expect(findCycle({ nodes: [node(0)], edges: [edge(0, 0, [0, 1], false)] })).toEqual(['n0', 'n0']);
  });

  it('is refused when it names what is not there or anything twice', () => {
    const bad = { nodes: [node(0), node(0)], edges: [edge(0, 1, [0, 1], false), edge(0, 1, [0, 2], false)] };
    const { error } = HazardChain.safeParse(bad);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      'nodes.1.id',
      'edges.0.to',
      'edges.1.to',
      'edges.1',
    ]);
  });

  it('begins with one that can be published: rain brings water, and water brings traffic, outages and people trapped', () => {
    expect(HazardChain.safeParse(BUILT_IN_CHAIN).success).toBe(true);
    expect(findCycle(BUILT_IN_CHAIN)).toBeNull();
    const follows = followsOf(BUILT_IN_CHAIN, 'rainstorm');
    expect(follows.map((f) => f.node)).toEqual(
      expect.arrayContaining(['waterlogging', 'landslide', 'traffic', 'power-outage', 'trapped']),
    );
    expect(follows.find((f) => f.node === 'traffic')).toMatchObject({
      ...{ path: ['rainstorm', 'waterlogging', 'traffic'], minMinutes: 0, maxMinutes: 240 },
    });
  });
});
