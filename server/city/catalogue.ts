import { Injectable } from '@nestjs/common';
import type { CatalogueType } from '../../protocol/city.js';
import type { Priority, Stream } from '../../protocol/observation.js';
import { CityStore } from './city.store.js';

/** What a sent type means. Unknown types become `<stream>.other`; a type of another stream is a mistake of the sender. */
export type ResolvedType = { code: string; priority: Priority; known: boolean } | { wrongStream: Stream };

/** Priority of `<stream>.other` where the catalogue has no such entry. */
const OTHER_PRIORITY: Priority = 3;

@Injectable()
export class Catalogue {
  constructor(private readonly store: CityStore) {}

  /** Entry of a code, or undefined. */
  get(code: string): CatalogueType | undefined {
    return this.store.current.types.get(code);
  }

  list(): readonly CatalogueType[] {
    return this.store.current.rows.types;
  }

  /** Finds the entry a source means by `type` within `stream`, with its default priority. */
  resolve(stream: Stream, type: string): ResolvedType {
    const entry = this.get(type);
    if (entry !== undefined && entry.stream !== stream) return { wrongStream: entry.stream };
    if (entry !== undefined) return { code: entry.code, priority: entry.priority, known: true };
    const code = `${stream}.other`;
    return { code, priority: this.get(code)?.priority ?? OTHER_PRIORITY, known: false };
  }
}
