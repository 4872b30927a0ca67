import { Injectable } from '@nestjs/common';
import { emptyCity } from './city-rows.js';
import { snapshotOf, type CitySnapshot } from './city-snapshot.rules.js';

/** Holds the reference data in force. Read `current` anew for each unit of work; it changes between them, never within. */
@Injectable()
export class CityStore {
  private held: CitySnapshot = snapshotOf(emptyCity());
  private readonly listeners = new Set<(snapshot: CitySnapshot) => void>();

  get current(): CitySnapshot {
    return this.held;
  }

  /** Puts the next version in force and tells those who derive something from it. */
  replace(next: CitySnapshot): void {
    this.held = next;
    for (const listener of this.listeners) listener(next);
  }

  /** Calls back after every replacement; returns how to stop that. */
  onChange(listener: (snapshot: CitySnapshot) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
