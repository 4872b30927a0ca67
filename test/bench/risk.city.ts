/** The city of bench:risk: sensors, rules that hold for them, and the cells they stand in. */
import { readFileSync } from 'node:fs';
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import type pg from 'pg';
import { AlarmRule } from '../../protocol/alarm-rule.js';
import { BUILT_IN_ALARM_RULES } from '../../server/city/alarm-rules.data.js';
import type { CityRows, SensorRow } from '../../server/city/city-rows.js';
import { smallCity } from '../support/intake.js';

const CENTRE = latLngToCell(38.75, 120.1, 9);
/** A hexagonal disk that holds twenty thousand cells and some. */
const RINGS = 82;

/** As many cells of resolution 9, around one place. */
export function cellsOf(count: number): string[] {
  return gridDisk(CENTRE, RINGS).slice(0, count);
}

/** A city of methane sensors, spread evenly over the cells, with the rules of the demo city. */
export function sensorCity(sensors: number, cells: readonly string[]): CityRows {
  const rules = JSON.parse(readFileSync('simulator/lanchuan/alarm-rules.json', 'utf8')) as unknown[];
  const city = smallCity([{ id: 'bench', streams: ['risk'] }]);
  return {
    ...city,
    alarmRules: [...BUILT_IN_ALARM_RULES, ...rules.map((rule) => AlarmRule.parse(rule))],
    sensors: Array.from({ length: sensors }, (_, i) => sensorOf(i, cells)),
  };
}

/** Puts the same sensors where the reference data is kept: watchers read them there. */
export async function storeSensors(db: pg.Client, { sensors }: CityRows): Promise<void> {
  await db.query("insert into source (id, name_zh, name_en, streams) values ('bench', 'bench', 'bench', '{risk}')");
  await db.query(
    `insert into sensor (id, metric, unit, name_zh, name_en, source, lon, lat, district, expect_every_seconds)
     select id, metric, unit, "nameZh", "nameEn", source, lon, lat, district, "expectEverySeconds" from json_to_recordset($1)
       as r (id text, metric text, unit text, "nameZh" text, "nameEn" text, source text, lon float8, lat float8, district text, "expectEverySeconds" int)`,
    [JSON.stringify(sensors)],
  );
}

/** Reading number `i` of a run that began at `startMs`: every sensor in turn, one in five thousand over its limit. */
export function readingItem(i: number, of: { sensors: number; run: string; startMs: number }): Record<string, unknown> {
  const turn = Math.floor(i / of.sensors);
  return {
    ...{ id: `${of.run}-${i}`, stream: 'risk', type: 'risk.other' },
    occurredAt: new Date(of.startMs + turn * 1000).toISOString(),
    reading: { sensor: `S${i % of.sensors}`, value: i % 5000 === 0 ? 30 : (i % 40) / 10 },
  };
}

function sensorOf(i: number, cells: readonly string[]): SensorRow {
  const [lat, lon] = cellToLatLng(cells[i % cells.length] ?? CENTRE);
  return {
    ...{ id: `S${i}`, metric: 'ch4', unit: '%LEL', nameZh: `S${i}`, nameEn: `S${i}`, source: 'bench', lon, lat },
    ...{ district: '-', expectEverySeconds: 60, low: null, high: null, ownerZh: null, ownerEn: null, place: null },
    ...{ rangeLow: 0, rangeHigh: 100, frozenAfterSeconds: null, calibratedOn: null, calibrateEveryDays: null },
  };
}
