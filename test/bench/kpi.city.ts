/** The city of bench:kpi: twenty districts, five hundred indicators, and subjects that are made in the tables themselves. */
import type pg from 'pg';
import type { KpiDefinitionInput, KpiFormula } from '../../protocol/kpi.js';
import { BUILT_IN_CATALOGUE } from '../../server/city/catalogue/catalogue.data.js';

export const DISTRICTS = 20;
const WEST = 120;
const WIDE = 0.1;

/** Types that indicators are about, one block of five each. */
export const TYPES = BUILT_IN_CATALOGUE.map(({ code }) => code).slice(0, 100);

/** Puts the districts where reference data is kept; the service reads them when it starts. */
export async function addDistricts(db: pg.Client): Promise<void> {
  const areas = Array.from({ length: DISTRICTS }, (_, i) => {
    const [west, east] = [WEST + i * WIDE, WEST + (i + 1) * WIDE];
    const ring = [
      [west, 38.7],
      [east, 38.7],
      [east, 38.8],
      [west, 38.8],
      [west, 38.7],
    ];
    return { code: districtCode(i), geometry: { type: 'Polygon', coordinates: [ring] }, lon: west + WIDE / 2 };
  });
  await db.query(
    `insert into area (code, level, name_zh, name_en, center_lon, center_lat, population, geometry)
     select code, 'district', code, code, lon, 38.75, 500000, geometry
     from jsonb_to_recordset($1::jsonb) as r (code text, geometry jsonb, lon float8)`,
    [JSON.stringify(areas)],
  );
}

function districtCode(i: number): string {
  return `9901${String(i + 1).padStart(2, '0')}`;
}

/** Five indicators of every type: how many, two shares, median and 90th percentile of what closing took. */
export function indicators(count: number): KpiDefinitionInput[] {
  const all = TYPES.flatMap((type, i) => {
    const of = (query: string) => ({ from: 'query', query, filter: { type } }) as KpiFormula['kind' & 'numerator'];
    const formulas = [
      { kind: 'count', numerator: of('records.opened') },
      { kind: 'ratio', numerator: of('cases.dueOnTime'), denominator: of('cases.due'), scale: 100 },
      { kind: 'ratio', numerator: of('cases.closedWithin24h'), denominator: of('cases.closedOfOpened'), scale: 100 },
      { kind: 'quantile', of: of('cases.closeTime'), share: 0.5, seconds: 3600 },
      { kind: 'quantile', of: of('cases.closeTime'), share: 0.9, seconds: 3600 },
    ] as KpiFormula[];
    return formulas.map((formula, k) => indicatorOf(`BENCH-${i}-${k}`, formula));
  });
  return [group, ...all.slice(0, count - 1)];
}

const shared = {
  ...{ ownerZh: '测', ownerEn: 'bench', unitZh: '', unitEn: '', decimals: 1, direction: 'higher' as const },
  ...{ weight: 1, target: 90, alarm: 50, benchmark: null, period: 'month' as const },
  ...{ definitionZh: '', definitionEn: '', source: 'bench', validFrom: '2000-01-01', validTo: null },
};
const group: KpiDefinitionInput = {
  ...{ ...shared, code: 'BENCH', nameZh: '测', nameEn: 'bench', parent: null, formula: { kind: 'weighted' } },
};

function indicatorOf(code: string, formula: KpiFormula): KpiDefinitionInput {
  return { ...shared, code, nameZh: code, nameEn: code, parent: 'BENCH', formula };
}

const COLUMNS = `id, kind, is_case, stream, type, priority, source, district, organisation, channel, category, opened_at, closed_at, due_at, ripe,
  merged, voided, reworks, bounces, extensions, supervised, reopened`;
/** Numbers $1 to $2; a year back, the newest 1 in 12 in this month as in any. */
const SUBJECTS = (kind: 'record' | 'incident') => `
  insert into kpi_subject (${COLUMNS})
  select gen_random_uuid(), '${kind}', ${kind === 'incident' ? 'true' : 'n % 9 <> 0'}, 'complaint', ($3::text[])[1 + n % array_length($3::text[], 1)], 1 + n % 4,
    'bench', '9901' || lpad((1 + n / 7 % ${DISTRICTS})::text, 2, '0'), '-', '-', '-', at,
    ${kind === 'incident' ? "at + random() * interval '10 days'" : 'null'}, ${kind === 'incident' ? "at + interval '7 days'" : 'null'}, true,
    false, false, 0, 0, 0, false, false
  from (select n, city_now() - random() * interval '355 days' as at from generate_series($1::int, $2::int) as n) s`;

/** Adds messages and incidents up to these numbers. They are subjects as the reader of indicators makes them; nothing else is read by the board. */
export async function seed(
  db: pg.Client,
  from: { observations: number; incidents: number },
  to: { observations: number; incidents: number },
): Promise<void> {
  await db.query(SUBJECTS('record'), [from.observations + 1, to.observations, TYPES]);
  await db.query(SUBJECTS('incident'), [from.incidents + 1, to.incidents, TYPES]);
  await db.query('analyze kpi_subject');
}
