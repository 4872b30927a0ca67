import type { ClientBase, Pool } from 'pg';
import type { HazardChain, HazardChainVersion } from '../../../protocol/hazard-chain.js';

type Db = Pool | ClientBase;

const VERSION = `version, state, iso_utc(added_at) as "addedAt", added_by as "addedBy", iso_utc(published_at) as "publishedAt", published_by as "publishedBy"`;
const LOCK = "select pg_advisory_xact_lock(hashtextextended('hazard-chain', 0))";

/** Publishes the chain that a city begins with, where there is none. */
export async function addBuiltInChain(db: Db, chain: HazardChain): Promise<void> {
  await db.query(
    `insert into hazard_chain (version, chain, state, published_at) select 1, $1, 'published', city_now()
     where not exists (select from hazard_chain) on conflict do nothing`,
    [JSON.stringify(chain)],
  );
}

/** The version in force, and the newest draft that is younger than it. */
export async function readChains(db: Db): Promise<{ published: HazardChainVersion; draft: HazardChainVersion | null }> {
  const { rows } = await db.query<HazardChainVersion>(
    `select ${VERSION}, chain from hazard_chain c where state = 'published'
        or (state = 'draft' and version = (select max(version) from hazard_chain)) order by state desc`,
  );
  return { published: rows[0] as HazardChainVersion, draft: rows[1] ?? null };
}

/** All versions without their graphs, the newest first. */
export async function listVersions(db: Db): Promise<Omit<HazardChainVersion, 'chain'>[]> {
  const { rows } = await db.query<Omit<HazardChainVersion, 'chain'>>(
    `select ${VERSION} from hazard_chain order by hazard_chain.version desc limit 100`,
  );
  return rows;
}

/** One version; undefined when there is none. */
export async function readVersion(db: Db, version: number): Promise<HazardChainVersion | undefined> {
  const { rows } = await db.query<HazardChainVersion>(`select ${VERSION}, chain from hazard_chain where version = $1`, [
    version,
  ]);
  return rows[0];
}

/** Adds a draft. @returns its version */
export async function addVersion(db: ClientBase, chain: HazardChain, by: string): Promise<number> {
  await db.query(LOCK);
  const { rows } = await db.query<{ version: number }>(
    'insert into hazard_chain (version, chain, added_by) select coalesce(max(version), 0) + 1, $1, $2 from hazard_chain returning version',
    [JSON.stringify(chain), by],
  );
  return (rows[0] as { version: number }).version;
}

/** Puts a version in force in place of the one that is. */
export async function publishVersion(db: ClientBase, version: number, by: string): Promise<void> {
  await db.query(LOCK);
  await db.query("update hazard_chain set state = 'replaced' where state = 'published'");
  await db.query(
    "update hazard_chain set state = 'published', published_at = city_now(), published_by = $2 where version = $1",
    [version, by],
  );
}
