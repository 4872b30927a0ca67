import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomFillSync,
} from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Database } from './database.js';

const KEY_BYTES = 32;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = ID_BYTES + NONCE_BYTES + TAG_BYTES;
const SETTING = 'secret_key_ids';
const SETTING_LOCK = [4711, 3] as const;

interface Key {
  id: string;
  idBytes: Buffer;
  seal: Buffer;
  index: Buffer;
}

/**
 * Encrypts personal data. Sealed form: key id (4) | nonce (12) | tag (16) | AES-256-GCM ciphertext. The key file holds base64 keys
 * of 32 bytes, one a line: the first seals, all of them open, and the last one makes blind indexes (so these survive a rotation).
 */
@Injectable()
export class Secret {
  private readonly byId = new Map<string, Key>();
  private readonly sealing: Key;
  private readonly indexing: Key;
  private readonly nonces = Buffer.alloc(NONCE_BYTES * 512);
  private nextNonce = this.nonces.length;

  constructor(keys: readonly Buffer[]) {
    const all = keys.map(deriveKey);
    const [first] = all;
    const last = all.at(-1);
    if (!first || !last) throw new Error('the secret key file holds no key');
    this.sealing = first;
    this.indexing = last;
    for (const key of all) this.byId.set(key.id, key);
  }

  /** Ids (8 hex digits) of all keys in the file, the sealing one first. */
  get keyIds(): string[] {
    return [...this.byId.keys()];
  }

  /** Encrypts text or bytes with the sealing key under a fresh nonce. */
  seal(plain: Buffer | string): Buffer {
    if (this.nextNonce === this.nonces.length) {
      randomFillSync(this.nonces);
      this.nextNonce = 0;
    }
    const nonce = this.nonces.subarray(this.nextNonce, (this.nextNonce += NONCE_BYTES));
    const cipher = createCipheriv('aes-256-gcm', this.sealing.seal, nonce);
    const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    cipher.final();
    const sealed = Buffer.allocUnsafe(HEAD_BYTES + body.length);
    this.sealing.idBytes.copy(sealed, 0);
    nonce.copy(sealed, ID_BYTES);
    cipher.getAuthTag().copy(sealed, ID_BYTES + NONCE_BYTES);
    body.copy(sealed, HEAD_BYTES);
    return sealed;
  }

  /** Decrypts what `seal` made. @throws Error when the key is not in the file or the bytes were changed */
  open(sealed: Buffer): Buffer {
    const id = sealed.subarray(0, ID_BYTES).toString('hex');
    const key = this.byId.get(id);
    if (!key) throw new Error(`sealed with key ${id}, which is not in the secret key file`);
    const nonceEnd = ID_BYTES + NONCE_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key.seal, sealed.subarray(ID_BYTES, nonceEnd), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(sealed.subarray(nonceEnd, HEAD_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  }

  /** Keyed hash (32 bytes) under which equal values can be found without being readable. Normalise the value first. */
  blindIndex(value: string): Buffer {
    return createHmac('sha256', this.indexing.index).update(value).digest();
  }

  /** Opens the key file, making it only for a database that has no key yet. @throws Error when the database knows a key that the file lacks */
  static async load(file: string, db: Database): Promise<Secret> {
    return db.tx(db.system, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, $2)', [...SETTING_LOCK]);
      const { rows } = await client.query<{ value: string[] }>('select value from setting where name = $1', [SETTING]);
      const known = rows[0]?.value ?? [];
      if (!existsSync(file) && known.length > 0) throw new Error(missing(file, known));
      const secret = new Secret(readKeys(file));
      const lacking = known.filter((id) => !secret.byId.has(id));
      if (lacking.length > 0) throw new Error(missing(file, lacking));
      const value = JSON.stringify([...new Set([...known, secret.sealing.id, secret.indexing.id])]);
      await client.query(
        'insert into setting (name, value) values ($1, $2::jsonb) on conflict (name) do update set value = excluded.value',
        [SETTING, value],
      );
      return secret;
    });
  }
}

/** Ids of the keys in a key file. */
export function keyIdsOf(file: string): string[] {
  return new Secret(readKeys(file)).keyIds;
}

function missing(file: string, ids: readonly string[]): string {
  return `The database holds data sealed with key ${ids.join(', ')}, which ${file} does not have; put that key file back (SECRET_KEY_FILE)`;
}

function deriveKey(secret: Buffer): Key {
  const idBytes = createHash('sha256').update(secret).digest().subarray(0, ID_BYTES);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `city-brain ${purpose}`, KEY_BYTES));
  return { id: idBytes.toString('hex'), idBytes, seal: derive('seal'), index: derive('blind index') };
}

function readKeys(file: string): Buffer[] {
  if (!existsSync(file)) create(file);
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line, i) => {
      const key = Buffer.from(line, 'base64');
      if (key.length !== KEY_BYTES)
        throw new Error(`${file}: key ${i + 1} has ${key.length} bytes, not ${KEY_BYTES} (base64)`);
      return key;
    });
}

/** Writes a new key beside and links it into place, so that two starts at once end with one and the same key. */
function create(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}
