import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { SourceInput } from '../../protocol/city.js';
import { CityFollower } from '../city/city.follower.js';
import { cityChanged } from '../city/profile/profile.import.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { Audit } from './audit.service.js';
import type { Doer } from './display-links.service.js';
import type { SourcePatch } from './identity.input.js';
import { SourceKeys } from './source-keys.service.js';
import { sourcesWithKeys, type SourceRow } from './source.queries.js';
import { hashSecret, newSecret, SOURCE_KEY_PREFIX } from './token.js';

/** Living keys of one source: the one in use, and the next while a sender is switched over. */
const LIVING_KEYS = 2;

/** Registers and changes sources and their keys. */
@Injectable()
export class SourcesAdmin {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(SourceKeys) private readonly keys: SourceKeys,
    @Inject(Audit) private readonly audit: Audit,
    @Inject(CityFollower) private readonly city: CityFollower,
  ) {}

  /** Lists all sources with their keys, never with secrets. */
  list(): Promise<SourceRow[]> {
    return sourcesWithKeys(this.db.query);
  }

  /** Registers a source. Without a key it cannot send yet. @throws source/exists */
  async create(input: SourceInput, doer: Doer): Promise<SourceRow> {
    const made = await this.db.tx(this.db.system, async (client) => {
      const { rowCount } = await client.query(
        `insert into source (id, name_zh, name_en, streams, expect_every_seconds, id_from) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do nothing`,
        [
          input.id,
          input.name,
          input.nameEn ?? input.name,
          [...new Set(input.streams)],
          input.expectEverySeconds ?? null,
          input.idFrom ?? 'message',
        ],
      );
      if (!rowCount) throw new DomainError(409, 'source/exists', `a source ${input.id} exists already`);
      await this.audit.record(
        { ...doer, action: 'source.registered', subject: input.id, detail: { streams: input.streams } },
        client,
      );
      await cityChanged(client);
      return sourceIn(client, input.id);
    });
    await this.seen();
    return made;
  }

  /** Changes a source; `retired` ends or resumes its right to append. @throws source/unknown */
  async change(id: string, patch: SourcePatch, doer: Doer): Promise<SourceRow> {
    const changed = await this.db.tx(this.db.system, async (client) => {
      const now = await lockSource(client, id);
      await client.query(
        `update source set name_zh = $2, name_en = $3, streams = $4, expect_every_seconds = $5, id_from = $6,
           retired_at = case when $7 then coalesce(retired_at, clock_timestamp()) end where id = $1`,
        [
          id,
          patch.name ?? now.nameZh,
          patch.nameEn ?? now.nameEn,
          patch.streams ? [...new Set(patch.streams)] : now.streams,
          patch.expectEverySeconds === undefined ? now.expectEverySeconds : patch.expectEverySeconds,
          patch.idFrom ?? now.idFrom,
          patch.retired ?? now.retired,
        ],
      );
      await this.audit.record({ ...doer, action: 'source.changed', subject: id, detail: { ...patch } }, client);
      await cityChanged(client);
      return sourceIn(client, id);
    });
    this.keys.forget();
    await this.seen();
    return changed;
  }

  /** This instance takes messages of the source at once; a failed look is no error, the next one comes by itself. */
  private async seen(): Promise<void> {
    await this.city.refresh().catch(() => undefined);
  }

  /** Makes a key; the secret is in the answer and nowhere else. @throws source/unknown, source/retired, key/too-many */
  async createKey(source: string, doer: Doer): Promise<{ id: string; key: string }> {
    return this.db.tx(this.db.system, async (client) => {
      const { retired, keys } = await lockSource(client, source);
      if (retired)
        throw new DomainError(409, 'source/retired', `source ${source} is retired; resume it before making keys`);
      if (keys.filter((k) => k.revokedAt === null).length >= LIVING_KEYS) {
        throw new DomainError(409, 'key/too-many', `source ${source} has ${LIVING_KEYS} living keys; revoke one first`);
      }
      const id = randomBytes(6).toString('hex');
      const key = `${SOURCE_KEY_PREFIX}${id}_${newSecret()}`;
      await client.query('insert into source_key (id, source, secret_hash, created_by) values ($1, $2, $3, $4)', [
        id,
        source,
        hashSecret(key.slice(SOURCE_KEY_PREFIX.length + id.length + 1)),
        doer.actor,
      ]);
      await this.audit.record({ ...doer, action: 'key.created', subject: id, detail: { source } }, client);
      return { id, key };
    });
  }

  /** Revokes a key: this instance refuses it at once, the others within 5 s. @throws key/unknown */
  async revokeKey(source: string, keyId: string, doer: Doer): Promise<void> {
    await this.db.tx(this.db.system, async (client) => {
      const { rowCount } = await client.query(
        'update source_key set revoked_at = clock_timestamp() where source = $1 and id = $2 and revoked_at is null',
        [source, keyId],
      );
      if (!rowCount) throw new DomainError(404, 'key/unknown', `source ${source} has no living key ${keyId}`);
      await this.audit.record({ ...doer, action: 'key.revoked', subject: keyId, detail: { source } }, client);
    });
    this.keys.forget();
  }
}

async function lockSource(client: pg.PoolClient, id: string): Promise<SourceRow> {
  await client.query('select from source where id = $1 for update', [id]);
  return sourceIn(client, id);
}

async function sourceIn(client: pg.PoolClient, id: string): Promise<SourceRow> {
  const [row] = await sourcesWithKeys(client, id);
  if (!row) throw new DomainError(404, 'source/unknown', `no source ${id} is registered`);
  return row;
}
