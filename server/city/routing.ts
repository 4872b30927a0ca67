import { Injectable } from '@nestjs/common';
import type { EnforcementField } from '../../protocol/unit.js';
import { CityStore } from './city.store.js';
import type { RouteRow } from './city-rows.js';

/** Which field a type belongs to, and which unit a rule names for it. */
@Injectable()
export class Routing {
  constructor(private readonly store: CityStore) {}

  /** Enforcement fields by code. */
  fields(): readonly EnforcementField[] {
    return this.store.current.rows.fields;
  }

  /** Rules in the order of their file. */
  routes(): readonly RouteRow[] {
    return this.store.current.rows.routes;
  }
}
