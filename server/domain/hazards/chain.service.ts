import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { HazardChain, HazardChains, HazardChainVersion } from '../../../protocol/hazard-chain.js';
import { Audit } from '../../identity/audit.service.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { addBuiltInChain, addVersion, listVersions, publishVersion, readChains, readVersion } from './chain.queries.js';
import { findCycle } from './chain.rules.js';
import { BUILT_IN_CHAIN } from './hazard-chain.data.js';

/** Who changes the chain, for the audit. */
export interface Changer {
  username: string;
  address: string | null;
}

/** The hazard chain and its versions: drafts are written freely, one without cycles is published. */
@Injectable()
export class HazardChainBook implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  async onModuleInit(): Promise<void> {
    await addBuiltInChain(this.db.system, BUILT_IN_CHAIN);
  }

  async read(): Promise<HazardChains> {
    const [{ published, draft }, versions] = await Promise.all([
      readChains(this.db.query),
      listVersions(this.db.query),
    ]);
    return { published, draft, versions };
  }

  /** Writes a draft; what is in force goes on. */
  async save(chain: HazardChain, by: Changer): Promise<HazardChainVersion> {
    const version = await this.db.tx(this.db.system, async (client) => {
      const added = await addVersion(client, chain, by.username);
      await this.audit.record(entryOf('hazard-chain.saved', added, by), client);
      return added;
    });
    return this.find(version);
  }

  /** Puts a draft in force; watch items that wait go on by the version that opened them. @throws hazard-chain/unknown (404), /not-a-draft, /cycle (409) */
  async publish(version: number, by: Changer): Promise<HazardChainVersion> {
    const { state, chain } = await this.find(version);
    if (state !== 'draft')
      throw new DomainError(409, 'hazard-chain/not-a-draft', `version ${version} was published before; save it anew`);
    const cycle = findCycle(chain);
    if (cycle)
      throw new DomainError(
        409,
        'hazard-chain/cycle',
        `nothing follows from itself: ${cycle.join(' -> ')}; take one edge out`,
      );
    await this.db.tx(this.db.system, async (client) => {
      await publishVersion(client, version, by.username);
      await this.audit.record(entryOf('hazard-chain.published', version, by), client);
    });
    return this.find(version);
  }

  private async find(version: number): Promise<HazardChainVersion> {
    const found = await readVersion(this.db.query, version);
    if (!found) throw new DomainError(404, 'hazard-chain/unknown', `the hazard chain has no version ${version}`);
    return found;
  }
}

function entryOf(action: string, version: number, { username, address }: Changer) {
  return { actor: username, action, subject: 'hazard-chain', detail: { version }, address };
}
