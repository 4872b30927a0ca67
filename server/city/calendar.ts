import { Injectable } from '@nestjs/common';
import { kindOfDay, type DayKind } from './calendar.rules.js';
import { CityStore } from './city.store.js';

/** Workdays and rest days of the city. */
@Injectable()
export class Calendar {
  constructor(private readonly store: CityStore) {}

  /** Kind of a city day `YYYY-MM-DD`: as listed (statutory holidays, swapped workdays), else by the weekday. */
  kindOf(day: string): DayKind {
    return kindOfDay(day, this.store.current.days);
  }
}
