import type { City, Sensor } from '../protocol/city.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ProfileSensor } from '../protocol/profile.js';

/** Reads the profile's sensors whose source the running city knows. */
export function readSensors(folder: string, city: City): Sensor[] {
  const known = new Set(city.sources.filter((s) => !s.retired).map((s) => s.id));
  return z
    .array(ProfileSensor)
    .parse(JSON.parse(readFileSync(join(folder, 'sensors.json'), 'utf8')))
    .filter((s) => known.has(s.source))
    .map((s) => ({
      id: s.id,
      metric: s.metric,
      unit: s.unit,
      nameZh: s.name,
      nameEn: s.nameEn ?? s.name,
      source: s.source,
      lon: s.lon ?? null,
      lat: s.lat ?? null,
      district: '-',
      expectEverySeconds: s.expectEverySeconds ?? null,
    }));
}
