import { createHash } from 'node:crypto';

/** Files kept ready: a year of alerts in all formats and both languages, some megabytes. */
const MOST_KEPT = 120;

/** A file as it is served. `etag` is made of its bytes. */
export interface Artefact {
  body: Buffer;
  etag: string;
  type: string;
}

/** Files that were made, by what they were made of: each is made once however many ask, and what nobody asks for goes first. */
export class Artefacts {
  /** By key, the least recently asked first. */
  private readonly kept = new Map<string, Promise<Artefact>>();

  /** The file of a key, made by `make` when it is not there; one that failed is not kept. */
  get(key: string, type: string, make: () => string | Promise<Buffer>): Promise<Artefact> {
    const made = this.kept.get(key) ?? this.make(type, make);
    this.kept.delete(key);
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(oldest);
    }
    return made;
  }

  private async make(type: string, make: () => string | Promise<Buffer>): Promise<Artefact> {
    const made = await make();
    const body = typeof made === 'string' ? Buffer.from(made) : made;
    return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` };
  }
}
