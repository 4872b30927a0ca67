import { CellFault } from './cell-fault.js';

const DAY_MS = 86_400_000;
/** 4 January lies in the first week of its year. @source ISO 8601 §3.1.1.23 */
const IN_WEEK_ONE = 4;

/** How a column names its steps, and the place of one; null where a cell is not named so. */
const NAMINGS: readonly ((cell: string, isWeek: boolean) => number | null)[] = [
  (cell) => dayOf(/^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(cell)?.slice(1)),
  (cell) => dayOf(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell)?.slice(1).reverse()),
  (cell) => weekOf(/^(\d{4})-?W(\d{2})$/.exec(cell)?.slice(1)),
  (cell) => monthOf(/^(\d{4})-(\d{2})$/.exec(cell)?.slice(1)),
  (cell, isWeek) => (isWeek ? weekOf : monthOf)(/^(\d{4})(\d{2})$/.exec(cell)?.slice(1)),
  (cell) => (/^\d{1,5}$/.test(cell) ? Number(cell) : null),
];

/**
 * How many steps are missing before each row by the days (2026-11-23, 23.11.2026), weeks (2026-W48, 202648), months (2026-11, 202611) or numbers
 * (1, 2, 4) of a column; none where it names its steps otherwise, or by days of no even step.
 * @throws CellFault where a cell is named otherwise than those above it, or does not lie after the row above
 */
export function skippedSteps(cells: readonly { cell: string; line: number }[], column: string): number[] {
  // 202612 is a month, but a week where the column says so.
  const isWeek = /week/i.test(column);
  const naming = NAMINGS.find((read) => read(cells[0]?.cell ?? '', isWeek) !== null);
  if (!naming) return [];
  const places = cells.map(({ cell, line }) => {
    const place = naming(cell, isWeek);
    if (place === null) throw new CellFault(line, column, `"${cell.slice(0, 40)}" is not written as those above`);
    return place;
  });
  const gaps = places.map((place, i) => (i === 0 ? 0 : place - (places[i - 1] as number)));
  const back = gaps.findIndex((gap, i) => i > 0 && gap <= 0);
  if (back > 0)
    throw new CellFault(cells[back]?.line ?? 0, column, 'is not later than the row above; one row a step, in order');
  const step = Math.min(...gaps.slice(1));
  return gaps.some((gap) => gap % step !== 0) ? [] : gaps.map((gap, i) => (i === 0 ? 0 : gap / step - 1));
}

/** Days since 1970 of year, month and day; null of a day that there is not. */
function dayOf(parts: readonly string[] | undefined): number | null {
  if (!parts) return null;
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY_MS : null;
}

/** Weeks since 1970 of a year's ISO week; null of one that no year has. */
function weekOf(parts: readonly string[] | undefined): number | null {
  if (!parts) return null;
  const [year = 0, week = 0] = parts.map(Number);
  if (week < 1 || week > 53) return null;
  return Math.floor((Date.UTC(year, 0, IN_WEEK_ONE) / DAY_MS + 3) / 7) + week - 1;
}

/** Months since the year 0; null of one that there is not. */
function monthOf(parts: readonly string[] | undefined): number | null {
  if (!parts) return null;
  const [year = 0, month = 0] = parts.map(Number);
  return month < 1 || month > 12 ? null : year * 12 + month;
}
