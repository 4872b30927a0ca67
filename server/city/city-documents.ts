import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { City } from '../../protocol/city.js';
import type { LayerName } from '../../protocol/profile.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import type { AreaRow } from './city-rows.js';
import type { CitySnapshot } from './city-snapshot.rules.js';
import { CityStore } from './city.store.js';
import type { FeatureCollection } from './geojson.js';

/** A serialised answer with its entity tag (RFC 9110). */
export interface CityDocument {
  body: Buffer;
  etag: string;
}

/** Answers about the city, serialised once per version of the reference data. */
@Injectable()
export class CityDocuments {
  private snapshot: CitySnapshot | null = null;
  private readonly made = new Map<string, CityDocument | null>();

  constructor(
    private readonly store: CityStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Names, types, sources, vital signs, zone: everything a screen needs once. */
  city(): CityDocument {
    return this.once('city', () => this.describe(this.store.current)) as CityDocument;
  }

  /** One layer of the map, or null when the city has none of that name. */
  layer(name: LayerName): CityDocument | null {
    return this.once(`layer ${name}`, () => layerOf(this.store.current, name));
  }

  private once(key: string, make: () => unknown): CityDocument | null {
    if (this.snapshot !== this.store.current) this.made.clear();
    this.snapshot = this.store.current;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const value = make();
    const document = value === null ? null : documentOf(value);
    this.made.set(key, document);
    return document;
  }

  private describe({ rows, districts }: CitySnapshot): City {
    const { basemapCrs: _ofTheBasemap, ...city } = rows.city;
    return {
      ...city,
      tz: this.clock.zone,
      demo: this.config.cityDemo,
      clockRate: this.clock.speed === 1 ? null : this.clock.speed,
      bounds: districts.bounds === null ? null : [...districts.bounds],
      areas: rows.areas.map(({ geometry: _geometry, ...area }) => area),
      types: rows.types,
      sources: rows.sources.map(({ demo: _demo, ...source }) => source),
      vitals: rows.vitals,
    };
  }
}

function layerOf({ rows }: CitySnapshot, name: LayerName): FeatureCollection | null {
  if (name === 'districts' || name === 'streets')
    return areaLayer(rows.areas, name === 'districts' ? 'district' : 'street');
  return rows.layers[name] ?? null;
}

function areaLayer(areas: readonly AreaRow[], level: AreaRow['level']): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: areas.flatMap(({ geometry, ...area }) =>
      area.level === level && geometry !== null
        ? [{ type: 'Feature' as const, properties: { ...area, name: area.nameZh }, geometry }]
        : [],
    ),
  };
}

function documentOf(value: unknown): CityDocument {
  const body = Buffer.from(JSON.stringify(value));
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
