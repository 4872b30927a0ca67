import { stringify } from 'csv-stringify/sync';
import { NO_DISTRICT } from '../../../../protocol/geo.js';
import type { RiskPoint } from '../../../../protocol/risk-point.js';
import { cellOf } from '../../../platform/csv.rules.js';

/** Columns of the register as CSV, in the order of the import; persons stay inside. Grade and score are told, never taken. */
const COLUMNS = [
  ...['code', 'nameZh', 'nameEn', 'category', 'object', 'address', 'lon', 'lat', 'crs', 'district', 'method'],
  ...['likelihood', 'exposure', 'consequence', 'controls', 'ownerOrg', 'reviewDue', 'visitedOn', 'grade', 'score'],
];

/** Writes the register as CSV. @param dayOf the city's day of a moment */
export function riskPointsCsv(points: readonly RiskPoint[], dayOf: (ms: number) => string): string {
  const rows = points.map((point) => lineOf(point, dayOf));
  return stringify(rows, {
    ...{ header: true, columns: [...COLUMNS], record_delimiter: 'windows', cast: { string: cellOf } },
  });
}

function lineOf(point: RiskPoint, dayOf: (ms: number) => string): Record<string, unknown> {
  const { assessment, controls, visitedAt, lon, district, ...rest } = point;
  const { method, likelihood, exposure, consequence } = assessment;
  return {
    ...rest,
    ...{ lon, crs: lon === null ? null : 'wgs84', method, likelihood, exposure, consequence },
    district: district === NO_DISTRICT ? null : district,
    controls: controls.map(({ kind, text }) => `${kind}:${text}`).join(';'),
    visitedOn: visitedAt === null ? null : dayOf(Date.parse(visitedAt)),
  };
}
