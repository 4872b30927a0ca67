import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { polygonsOf } from '../../server/city/geojson.js';
import { indexOf } from '../../server/city/profile/places.rules.js';
import { readProfile } from '../../server/city/profile/profile.reader.js';
import { TYPE_MIX } from '../../simulator/mix.data.js';
import { VOICES } from '../../simulator/voices.data.js';

const FOLDER = join('simulator', 'lanchuan');
const profile = readProfile(FOLDER);
const areas = profile.areas ?? [];
const districts = areas.filter((a) => a.level === 'district');
const streets = areas.filter((a) => a.level === 'street');

/** Directed border segments of areas; a clean division has each inner one once in both directions. */
function segments(list: typeof areas): Map<string, string> {
  const found = new Map<string, string>();
  for (const area of list) {
    for (const ring of area.geometry ? polygonsOf(area.geometry).flat() : []) {
      for (let i = 1; i < ring.length; i++) {
        const key = `${ring[i - 1]?.join()} ${ring[i]?.join()}`;
        if (found.has(key)) throw new Error(`${key} is a border twice, of ${found.get(key)} and ${area.code}`);
        found.set(key, area.code);
      }
    }
  }
  return found;
}
const reversed = (key: string) => key.split(' ').reverse().join(' ');

describe('the demo city', () => {
  it('is read without a note', () => {
    expect(profile.notes).toEqual([]);
    expect(districts).toHaveLength(9);
    expect(streets).toHaveLength(77);
    expect(profile.places).toHaveLength(809);
  });

  it('bears codes that no real place has and names that are there once', () => {
    for (const area of areas) expect(area.code).toMatch(/^9901/);
    for (const street of streets) expect(street.code.slice(0, 6)).toBe(street.parent);
    expect(new Set(areas.map((a) => a.nameZh)).size).toBe(areas.length);
    const places = (profile.places ?? []).filter((p) => p.kind !== 'shop').map((p) => p.name);
    expect(new Set(places).size).toBe(places.length);
    for (const area of areas) expect(area.nameEn).toMatch(/^[\x20-\x7e]+$/);
  });

  it('is divided without gap or overlap: every inner border is shared, the rest is the outline of the city', () => {
    const [inner, outer] = [segments(streets), segments(districts)];
    const outline = (all: Map<string, string>) => [...all.keys()].filter((key) => !all.has(reversed(key))).sort();
    expect(outline(inner)).toEqual(outline(outer));
    expect([...outer].filter(([key, district]) => inner.get(key)?.slice(0, 6) !== district)).toEqual([]);
  });

  it('adds up: streets hold the people of their district', () => {
    for (const district of districts) {
      const own = streets.filter((s) => s.parent === district.code).reduce((sum, s) => sum + (s.population ?? 0), 0);
      expect(own).toBe(district.population);
    }
    expect(districts.reduce((sum, d) => sum + (d.population ?? 0), 0)).toBe(6_284_300);
  });

  it('has each label point, place and sensor inside', () => {
    const ground = indexOf(areas, 'district');
    for (const d of districts) expect(ground.at(d.center?.[0] ?? 0, d.center?.[1] ?? 0)).toBe(d.code);
    expect(profile.places?.filter((p) => p.district === null || p.street?.slice(0, 6) !== p.district)).toEqual([]);
    for (const s of profile.sensors ?? []) expect(s.district).toMatch(/^9901\d\d$/);
  });

  it('measures what its vital signs are made of', () => {
    const metrics = new Set(profile.sensors?.map((s) => s.metric));
    expect(profile.vitals).toHaveLength(6);
    for (const vital of profile.vitals ?? []) expect(metrics).toContain(vital.rule.metric);
    expect(new Set(profile.sensors?.map((s) => s.id)).size).toBe(profile.sensors?.length);
    const perSecond = (profile.sensors ?? []).reduce((sum, s) => sum + 1 / (s.expectEverySeconds ?? Infinity), 0);
    expect(perSecond).toBeLessThanOrEqual(5);
  });

  it('has one team for any field of each street, day and night, and knows whom its units serve', () => {
    const units = new Map(profile.units?.map((u) => [u.id, u]));
    expect(units.size).toBeGreaterThanOrEqual(60);
    for (const u of units.values()) expect([u.id, u.district]).toEqual([u.id, expect.stringMatching(/^9901\d\d$/)]);
    for (const street of streets) {
      const day = profile.routes?.filter((r) => r.match === '*' && r.area === street.code) ?? [];
      expect([street.code, day.length]).toEqual([street.code, 1]);
      expect(units.get(day[0]?.unit ?? '')?.areas).toContain(street.code);
    }
    const night = (profile.routes ?? []).filter((r) => r.from === '22:00').map((r) => r.area);
    expect(night.sort()).toEqual(districts.map((d) => d.code).sort());
    const manned = new Set(profile.posts?.map((p) => p.unit));
    for (const u of units.values()) expect([u.id, manned.has(u.id)]).toEqual([u.id, u.duty === 'roster']);
  });

  it('knows every source and type that its simulator sends', () => {
    const types = new Map(profile.types?.map((t) => [t.code, t.stream]));
    const streams = new Map(profile.sources?.map((s) => [s.id, s.streams]));
    for (const voice of VOICES) {
      expect(streams.get(voice.source)).toContain(voice.stream);
      for (const entry of TYPE_MIX[voice.source] ?? [])
        expect([entry.type, types.get(entry.type)]).toEqual([entry.type, voice.stream]);
    }
  });

  it('brings three years of daily counts and stays small', () => {
    const days = new Set(profile.aggregates?.map((a) => a.day));
    expect(days.size).toBeGreaterThanOrEqual(1095);
    const size = (files: string[]) => files.reduce((sum, f) => sum + statSync(join(FOLDER, f)).size, 0);
    const files = readdirSync(FOLDER);
    expect(size(files.filter((f) => f.endsWith('.geojson')))).toBeLessThan(900_000);
    expect(size(files)).toBeLessThan(3_500_000);
  });
});
