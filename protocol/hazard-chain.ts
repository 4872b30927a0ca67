import { z } from 'zod';

const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/);
const Name = z.string().trim().min(1).max(80);
const Words = z.array(z.string().trim().min(1).max(80)).max(30);

/**
 * A hazard of the chain (灾害链节点). It happens when an incident of one of `types` (how a type begins) opens, an alarm of one of `alarms` (causes) is
 * raised over a limit, a signal of one of `signals` (rules) is confirmed, or a warning whose event or headline holds one of `warnings` is issued.
 * `places`: kinds of places at risk. Only incidents and alarms are the hazard itself; the others say that it is likely.
 */
export const HazardNode = z.strictObject({
  id: Slug,
  nameZh: Name,
  nameEn: Name,
  types: Words,
  alarms: Words,
  signals: Words,
  warnings: Words,
  places: Words,
});
export type HazardNode = z.infer<typeof HazardNode>;

/** What may follow from what, from `minMinutes` to `maxMinutes` later, in the same districts or anywhere in the city. `when`: under what condition, in words. `source`: who says so. */
export const HazardEdge = z
  .strictObject({
    from: Slug,
    to: Slug,
    minMinutes: z.int().min(0).max(20_160),
    maxMinutes: z.int().min(1).max(20_160),
    spread: z.enum(['district', 'city']),
    whenZh: z.string().trim().max(200),
    whenEn: z.string().trim().max(200),
    source: z.string().trim().min(1).max(300),
  })
  .refine((edge) => edge.minMinutes <= edge.maxMinutes, { message: 'not later than maxMinutes', path: ['minMinutes'] });
export type HazardEdge = z.infer<typeof HazardEdge>;

/** `POST /api/v1/hazard-chain/versions`. A draft may hold a cycle while it is written; publishing refuses one. */
export const HazardChain = z
  .strictObject({ nodes: z.array(HazardNode).min(1).max(80), edges: z.array(HazardEdge).max(300) })
  .superRefine(({ nodes, edges }, context) => {
    const known = new Set<string>();
    nodes.forEach(({ id }, i) => {
      if (known.has(id))
        context.addIssue({ code: 'custom', message: `${id} is there twice`, path: ['nodes', i, 'id'] });
      known.add(id);
    });
    const pairs = new Set<string>();
    edges.forEach((edge, i) => {
      for (const end of ['from', 'to'] as const)
        if (!known.has(edge[end]))
          context.addIssue({ code: 'custom', message: `no node ${edge[end]}`, path: ['edges', i, end] });
      const pair = `${edge.from} ${edge.to}`;
      if (pairs.has(pair)) context.addIssue({ code: 'custom', message: `${pair} is there twice`, path: ['edges', i] });
      pairs.add(pair);
    });
  });
export type HazardChain = z.infer<typeof HazardChain>;

/** A version of the chain: who wrote it and when, who published it and when. One is `published`; those before it are `replaced`. */
export const HazardChainVersion = z.object({
  version: z.int(),
  state: z.enum(['draft', 'published', 'replaced']),
  addedAt: z.string(),
  addedBy: z.string().nullable(),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
  chain: HazardChain,
});
export type HazardChainVersion = z.infer<typeof HazardChainVersion>;

/** `GET /api/v1/hazard-chain`: the version in force first; `versions` are all, the newest first, without their graphs. */
export const HazardChains = z.object({
  published: HazardChainVersion,
  draft: HazardChainVersion.nullable(),
  versions: z.array(HazardChainVersion.omit({ chain: true })),
});
export type HazardChains = z.infer<typeof HazardChains>;
