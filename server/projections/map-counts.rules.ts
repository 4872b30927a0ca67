import type { MapCount } from '../../protocol/map-counts.js';
import { RISK_GRADES } from '../../protocol/risk-grade.js';
import { SensorStanding } from '../../protocol/sensor.js';
import { isoOf, type Times } from './times.rules.js';

type Asked = Omit<MapCount, 'n'>;

const PRIORITIES = ['1', '2', '3', '4'] as const;

/** The figures of the map: each layer, and its classes, which add up to it. `area` narrows all of them. */
export function mapFigures(t: Pick<Times, 'hourFrom' | 'to'>, area: string | undefined): Asked[] {
  const within: Record<string, string> = area === undefined ? {} : { area };
  const layer = (name: MapCount['layer'], query: MapCount['query'], parts: Record<string, Record<string, string>>) =>
    Object.entries(parts).map(([part, filters]): Asked => {
      return { layer: name, part: part === 'all' ? null : part, query, filters: { ...filters, ...within } };
    });
  const hour = { from: isoOf(t.hourFrom), to: isoOf(t.to) };
  const priorities = Object.fromEntries(PRIORITIES.map((priority) => [`p${priority}`, { priority }]));
  const grades = Object.fromEntries(RISK_GRADES.map((grade) => [grade, { grade }]));
  const standings = Object.fromEntries(SensorStanding.options.map((standing) => [standing, { standing }]));
  return [
    ...layer('incidents', 'incidents.open', { all: {}, ...priorities }),
    ...layer('register', 'risk-points.total', { all: {}, ...grades }),
    ...layer('sensors', 'sensors.total', { all: {}, ...standings }),
    ...layer('units', 'units.on-shift', { all: {} }),
    ...layer('reports', 'observations.total', { all: hour }),
  ];
}
