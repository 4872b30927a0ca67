import { Injectable } from '@nestjs/common';
import { CityStore } from './city.store.js';
import type { PostRow } from './city-rows.js';

/** The posts that must be manned. */
@Injectable()
export class Posts {
  constructor(private readonly store: CityStore) {}

  get(id: string): PostRow | undefined {
    return this.list().find((post) => post.id === id);
  }

  list(): readonly PostRow[] {
    return this.store.current.rows.posts;
  }
}
