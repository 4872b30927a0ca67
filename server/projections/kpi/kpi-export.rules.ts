import type { KpiBoard, KpiValue } from '../../../protocol/kpi.js';

/** Columns of an export, as their headers stand in the file. */
export const EXPORT_COLUMNS = [
  ...(['code', 'name_zh', 'name_en', 'parent', 'owner', 'unit', 'period', 'from', 'to', 'area'] as const),
  ...([
    'value',
    'reason',
    'state',
    'numerator',
    'denominator',
    'target',
    'alarm',
    'score',
    'formula',
    'as_of',
  ] as const),
] as const;

export type ExportRow = Record<(typeof EXPORT_COLUMNS)[number], string | number | null>;

/** Lines of a board: an indicator and an area each; of a split the whole first. Numbers stay numbers. */
export function* exportRows(board: KpiBoard): Generator<ExportRow> {
  for (const line of board.indicators) {
    const row = (
      area: string | null,
      { value, reason, state, numerator, denominator, score }: KpiValue,
    ): ExportRow => ({
      ...{ code: line.code, name_zh: line.nameZh, name_en: line.nameEn, parent: line.parent, owner: line.ownerZh },
      ...{ unit: line.unitZh, period: board.period.kind, from: board.period.start, to: board.period.end, area },
      ...{ value, reason, state, numerator, denominator, target: line.target, alarm: line.alarm, score },
      ...{ formula: line.formulaZh, as_of: board.asOf.at },
    });
    yield row(board.area, line.value);
    for (const [area, value] of Object.entries(line.by ?? {})) yield row(area, value);
  }
}
