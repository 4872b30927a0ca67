import type { ClientBase, Pool } from 'pg';
import type { ObjectGrade } from '../../../../protocol/object.js';
import type { VisitFrequency } from '../../../../protocol/visit-frequency.js';

type Db = Pool | ClientBase;

/** The table of frequencies, the most frequent of each scale first. */
export async function readFrequencies(db: Db): Promise<VisitFrequency[]> {
  const { rows } = await db.query<VisitFrequency>(
    'select scale, grade, every_days as "everyDays", days, source from visit_frequency order by scale, every_days, grade',
  );
  return rows;
}

/** Days within which an object of each grade is looked at again. */
export async function checkDaysOf(db: Db): Promise<Record<ObjectGrade, number>> {
  const table = await readFrequencies(db);
  const days = (grade: ObjectGrade) => {
    const found = table.find((f) => f.scale === 'object' && f.grade === grade);
    if (!found) throw new Error(`no frequency of visits for ${grade} objects`);
    return found.everyDays;
  };
  return { red: days('red'), yellow: days('yellow'), green: days('green') };
}
