import { z } from 'zod';
import { SourceInput } from './city.js';
import { Crs, LonLat } from './geo.js';
import { Priority, Stream } from './observation.js';

/** Code of an area: letters, digits, dot, underscore, hyphen; `-` alone means "no district" and is refused. */
export const AreaCode = z.string().regex(/^(?!-$)[A-Za-z0-9._-]{1,20}$/);

/**
 * `city.json` of a profile folder (docs/city-profile.md). `calendar: cn` starts from the built-in statutory holidays. `basemap.crs`: what the tiles of
 * the city's own basemap are drawn in.
 */
export const ProfileCity = z.strictObject({
  code: AreaCode,
  name: z.string().min(1).max(60),
  nameEn: z.string().max(60).optional(),
  centre: z.string().max(80).default('城市运行管理中心'),
  centreEn: z.string().max(80).default('City Operations Centre'),
  tz: z.string().min(1).optional(),
  crs: Crs.default('wgs84'),
  center: LonLat.optional(),
  basemap: z.strictObject({ crs: Crs }).optional(),
  calendar: z.enum(['cn', 'weekdays']).default('weekdays'),
  catalogue: z.enum(['extend', 'replace']).default('extend'),
});
export type ProfileCity = z.infer<typeof ProfileCity>;

const isoDay = z.iso.date();

/** One entry of `catalogue.json`; `source` names the standard or the city's own list. */
export const ProfileType = z.strictObject({
  code: z.string().regex(/^[a-z0-9_.-]{1,60}$/),
  stream: Stream,
  family: z.string().min(1).max(40),
  stdCode: z.string().max(40).optional(),
  name: z.string().min(1).max(80),
  nameEn: z.string().max(120).optional(),
  priority: Priority,
  source: z.string().max(120).default('city'),
  effectiveFrom: isoDay.optional(),
  effectiveTo: isoDay.optional(),
});
export type ProfileType = z.infer<typeof ProfileType>;

/** `calendar.json`: days that differ from the rule "Monday to Friday are workdays". */
export const ProfileDay = z.strictObject({
  day: isoDay,
  kind: z.enum(['workday', 'rest']),
  name: z.string().max(60),
  source: z.string().max(120).default('city'),
});
export type ProfileDay = z.infer<typeof ProfileDay>;

/**
 * One row of `sensors.json` or `sensors.csv`. `low` and `high` are the ends of its usual range, `rangeLow` and `rangeHigh` of what the instrument can
 * measure. The same value for longer than `frozenAfterSeconds` is a stuck one; leave it out where standing still is normal.
 */
export const ProfileSensor = z.strictObject({
  id: z.string().min(1).max(100),
  metric: z.string().min(1).max(60),
  unit: z.string().max(20),
  name: z.string().min(1).max(120),
  nameEn: z.string().max(120).optional(),
  source: SourceInput.shape.id,
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  expectEverySeconds: z.int().positive().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  owner: z.string().min(1).max(60).optional(),
  ownerEn: z.string().max(80).optional(),
  place: z.string().max(120).optional(),
  rangeLow: z.number().optional(),
  rangeHigh: z.number().optional(),
  frozenAfterSeconds: z.int().positive().optional(),
  calibratedOn: isoDay.optional(),
  calibrateEveryDays: z.int().positive().max(3660).optional(),
});
export type ProfileSensor = z.infer<typeof ProfileSensor>;

/** One entry of `vitals.json`, in the order of the wall. */
export const ProfileVital = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(40),
  nameEn: z.string().max(60).optional(),
  owner: z.string().min(1).max(60),
  ownerEn: z.string().max(80).optional(),
  unit: z.string().max(20),
  decimals: z.int().min(0).max(3).default(0),
  metric: z.string().min(1).max(60),
  fold: z.enum(['above', 'mean', 'sum', 'max']),
  threshold: z.number().optional(),
  expectEverySeconds: z.int().positive(),
  usual: z.tuple([z.number(), z.number()]).optional(),
});
export type ProfileVital = z.infer<typeof ProfileVital>;

/** One day of one type in one district, for years before the service. */
export const DailyAggregate = z.object({
  day: isoDay,
  district: AreaCode,
  type: z.string(),
  opened: z.int().min(0),
  closed: z.int().min(0),
  onTime: z.int().min(0),
});
export type DailyAggregate = z.infer<typeof DailyAggregate>;

/** `sources.json`. */
export const ProfileSource = SourceInput;
export type ProfileSource = SourceInput;

/** Layers of the map, one GeoJSON file each. */
export const LayerName = z.enum(['districts', 'streets', 'roads', 'water', 'green', 'rail']);
export type LayerName = z.infer<typeof LayerName>;
