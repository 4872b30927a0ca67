import { KPI_QUERIES } from '../../../protocol/kpi-queries.js';
import { isGroup } from '../../../protocol/kpi-value.js';
import type { KpiDefinition, KpiFile, KpiFormula, KpiTerm } from '../../../protocol/kpi.js';

/** The formula in words, as it is printed beside the figure. */
export function formulaWords({ formula }: Pick<KpiDefinition, 'formula'>): { formulaZh: string; formulaEn: string } {
  return { formulaZh: inWords(formula, 'nameZh'), formulaEn: inWords(formula, 'nameEn') };
}

const UNITS = { 1: '', 60: ' ÷ 60', 3600: ' ÷ 3600', 86_400: ' ÷ 86400' } as const;

function inWords(formula: KpiFormula, name: 'nameZh' | 'nameEn'): string {
  const isZh = name === 'nameZh';
  if (formula.kind === 'count') return termName(formula.numerator, name);
  if (formula.kind === 'weighted') return isZh ? '下级得分按权重加权平均' : 'mean of the children’s scores by weight';
  if (formula.kind === 'sum') return isZh ? '下级之和' : 'sum of the children';
  if (formula.kind === 'quantile') {
    const share = formula.share === 0.5 ? (isZh ? '中位数' : 'median') : `P${formula.share * 100}`;
    return `${share}(${termName(formula.of, name)}, s)${UNITS[formula.seconds]}`;
  }
  const scale = formula.scale === 1 ? '' : ` × ${formula.scale}`;
  return `${termName(formula.numerator, name)} ÷ ${termName(formula.denominator, name)}${scale}`;
}

/** The name of one part. */
export function termName(term: KpiTerm, name: 'nameZh' | 'nameEn'): string {
  if (term.from === 'population') return name === 'nameZh' ? '常住人口' : 'population';
  if (term.from === 'series') return term.series;
  const { stream, type, source, priority } = term.filter ?? {};
  const filter = [stream, type, source, priority].filter((part) => part !== undefined).join(', ');
  return `${KPI_QUERIES[term.query][name]}${filter && ` [${filter}]`}`;
}

/** Everything that is said of one indicator. */
export function fileOf(definition: KpiDefinition, versions: KpiDefinition[]): KpiFile {
  const terms = rolesOf(definition.formula).map(([role, term]) => ({
    ...{ role, term, nameZh: termName(term, 'nameZh'), nameEn: termName(term, 'nameEn') },
    ...{ definitionZh: saying(term, 'definitionZh'), definitionEn: saying(term, 'definitionEn') },
  }));
  return { definition, ...formulaWords(definition), terms, versions };
}

function rolesOf(formula: KpiFormula): (readonly ['numerator' | 'denominator' | 'of', KpiTerm])[] {
  if (isGroup(formula)) return [];
  if (formula.kind === 'quantile') return [['of', formula.of]];
  const numerator = ['numerator', formula.numerator] as const;
  return formula.kind === 'count' ? [numerator] : [numerator, ['denominator', formula.denominator]];
}

function saying(term: KpiTerm, language: 'definitionZh' | 'definitionEn'): string {
  const isZh = language === 'definitionZh';
  if (term.from === 'query') return KPI_QUERIES[term.query][language];
  if (term.from === 'series') return isZh ? `上报序列 ${term.series}` : `uploaded series ${term.series}`;
  return isZh ? '区划资料中的常住人口' : 'people who live there, by the register of areas';
}
