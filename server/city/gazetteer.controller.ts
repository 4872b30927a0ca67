import { Controller, Get, Header, Query } from '@nestjs/common';
import { GazetteerPlaces, GazetteerQuery, type GazetteerPlace } from '../../protocol/gazetteer.js';
import { Api } from '../platform/api.js';
import { DomainError } from '../platform/domain-error.js';
import { Policy } from '../platform/policy.js';
import type { CitySnapshot } from './city-snapshot.rules.js';
import { CityStore } from './city.store.js';
import { searchableOf, searchPlaces, type Searchable } from './place-search.rules.js';

/** Places by name, and what a point is called. It is geography: whoever is signed in may ask. */
@Controller('api/v1/gazetteer')
export class GazetteerController {
  /** What can be looked for, made once for each version of the city. */
  private readonly lists = new WeakMap<CitySnapshot, Searchable[]>();

  constructor(private readonly store: CityStore) {}

  @Get()
  @Header('cache-control', 'private, max-age=60')
  @Policy('signed-in')
  @Api({
    summary: 'Places by words or pinyin initials, or the place of a point',
    query: GazetteerQuery,
    response: GazetteerPlaces,
  })
  search(@Query() query: unknown): GazetteerPlaces {
    const asked = GazetteerQuery.safeParse(query ?? {});
    if (!asked.success)
      throw new DomainError(422, 'input/invalid', asked.error.issues.map((issue) => issue.message).join('; '));
    const { q, lon, lat, limit } = asked.data;
    if (q !== undefined) return { items: this.named(q, limit) };
    return { items: [this.at(lon as number, lat as number)] };
  }

  /** The address the words are, if they are one, before the names they fit. */
  private named(q: string, limit: number): GazetteerPlace[] {
    const city = this.store.current;
    const all = this.lists.get(city) ?? searchableOf(city);
    this.lists.set(city, all);
    const found = searchPlaces(all, q, limit);
    const address = /\d/.test(q) ? city.addresses.match(q) : null;
    if (address === null) return found;
    const { lon, lat, district, road } = address;
    return [{ name: q, nameEn: null, kind: 'address', lon, lat, district, road }, ...found].slice(0, limit);
  }

  private at(lon: number, lat: number): GazetteerPlace {
    const { addresses, districts, rows } = this.store.current;
    const district = districts.at(lon, lat);
    const road = addresses.roadOf(undefined, [lon, lat]);
    const area = rows.areas.find((a) => a.code === district)?.nameZh ?? '';
    return { name: `${area}${road ?? ''}`, nameEn: null, kind: 'point', lon, lat, district, road };
  }
}
