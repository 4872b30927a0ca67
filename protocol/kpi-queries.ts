import { z } from 'zod';

/** What one named query counts, in words that are printed beside the figure. `timed`: each row also has a length in whole seconds. */
export interface KpiQueryText {
  nameZh: string;
  nameEn: string;
  definitionZh: string;
  definitionEn: string;
  timed: boolean;
}

const count = (nameZh: string, nameEn: string, definitionZh: string, definitionEn: string): KpiQueryText => ({
  ...{ nameZh, nameEn, definitionZh, definitionEn, timed: false },
});
const length = (nameZh: string, nameEn: string, definitionZh: string, definitionEn: string): KpiQueryText => ({
  ...{ nameZh, nameEn, definitionZh, definitionEn, timed: true },
});

/**
 * The named queries over our own data: the branches of the view `kpi_event`, which says each in SQL. A _case_ (事项) is an incident, or a source
 * record that led to none (history has records, not incidents); what was merged into another case is none. Drills count in nothing.
 * @source handbook domain.md §2.7, §10.9
 */
export const KPI_QUERIES = {
  'messages.received': count(
    '收到消息',
    'Messages',
    '发生在本期的全部来件，含同一记录的后续来件',
    'All messages by their time, later ones of a record too',
  ),
  'messages.repeated': count(
    '重复来件',
    'Repeated messages',
    '同一记录的后续来件',
    'Messages after the first of their record',
  ),
  'records.opened': count(
    '来源记录',
    'Records',
    '发生在本期的来源记录，每条记录计一次',
    'Source records by their time, each once',
  ),
  'cases.opened': count(
    '事项',
    'Cases',
    '本期发生的事件，加未形成事件的来源记录；已并案的不计',
    'Incidents opened and records that led to none; merged ones are not counted',
  ),
  'cases.merged': count(
    '并案',
    'Merged',
    '本期发生、并入其他事件的事件',
    'Incidents opened that were merged into another',
  ),
  'cases.closed': count(
    '结案',
    'Closed',
    '在本期结案的事项，作废的不计',
    'Cases closed in the period, void ones not counted',
  ),
  'cases.due': count(
    '应处置',
    'Due',
    '处置时限落在本期、时限已到的事项；提前办结的按办结日计入。无时限、作废、并案的不计',
    'Cases whose deadline fell in the period; those done before it count when they were done. Without deadline, void or merged: not counted',
  ),
  'cases.dueOnTime': count('按期处置', 'On time', '应处置中在时限内办结的', 'Of those due, closed by the deadline'),
  'cases.dueClosed': count(
    '应处置已结案',
    'Due and closed',
    '应处置中已结案的（不论早晚）',
    'Of those due, closed, late ones too',
  ),
  'cases.dueLate': count('超期', 'Late', '应处置中超期办结和超期未办结的', 'Of those due, closed late or still open'),
  'cases.dueOpen': count('超期未处置', 'Overdue', '应处置中时限已过仍未办结的', 'Of those due, still open'),
  'cases.reworked': count(
    '返工',
    'Reworked',
    '本期结案、至少返工一次的事项',
    'Cases closed in the period that were done again at least once',
  ),
  'cases.returned': count(
    '退回',
    'Returned',
    '本期结案、被退回过的事项',
    'Cases closed in the period that a unit gave back',
  ),
  'cases.extended': count(
    '延期',
    'Extended',
    '本期结案、延过期的事项',
    'Cases closed in the period that were given more time',
  ),
  'cases.supervised': count(
    '督办',
    'Supervised',
    '本期结案、被督办过的事项',
    'Cases closed in the period that were supervised',
  ),
  'cases.reopened': count(
    '重开',
    'Reopened',
    '本期结案、结案后曾被重开的事项',
    'Cases closed in the period that had been reopened before',
  ),
  'cases.rated': count('有评价', 'Rated', '本期结案、有满意度评价的事项', 'Cases closed in the period with a rating'),
  'cases.satisfied': count(
    '满意',
    'Satisfied',
    '本期结案、评价 4 分及以上的事项',
    'Cases closed in the period rated 4 or 5',
  ),
  'cases.closedOfOpened': count(
    '本期发生已结案',
    'Opened and closed',
    '本期发生、至今已结案的事项',
    'Cases opened in the period and closed since',
  ),
  'cases.closedWithin24h': count(
    '24 小时内结案',
    'Closed within 24 h',
    '本期发生、24 小时内结案的事项；结案早于发生的不计',
    'Cases opened in the period and closed within 24 h; closings before opening are not counted',
  ),
  'cases.closedWithin120h': count(
    '120 小时内结案',
    'Closed within 120 h',
    '本期发生、120 小时内结案的事项；结案早于发生的不计',
    'Cases opened in the period and closed within 120 h; closings before opening are not counted',
  ),
  'cases.closedWithin7d': count(
    '7 日内结案',
    'Closed within 7 d',
    '本期发生、7×24 小时内结案的事项；结案早于发生的不计',
    'Cases opened in the period and closed within 7 × 24 h; closings before opening are not counted',
  ),
  'cases.closedBeforeOpened': count(
    '结案早于发生',
    'Closed before opened',
    '本期发生、结案时间早于发生时间的事项（数据质量）',
    'Cases whose closing lies before their opening (data quality)',
  ),
  'incidents.opened': count(
    '事件',
    'Incidents',
    '本期发生的事件，已并案的不计',
    'Incidents opened, merged ones not counted',
  ),
  'incidents.reviewed': count(
    '立案',
    'Filed',
    '本期发生、已核实立案的事件',
    'Incidents opened in the period that passed review',
  ),
  'incidents.dispatched': count(
    '派遣',
    'Dispatched',
    '本期发生、已立案并派遣过的事件',
    'Incidents opened in the period that passed review and were given to a unit',
  ),
  'incidents.arrived': count(
    '到场',
    'Arrived',
    '本期发生、有单位到场的事件',
    'Incidents opened in the period where a unit arrived',
  ),
  'incidents.judged': count(
    '处罚类结案',
    'Judged',
    '本期结案、以处罚、警示或免罚结束的事件',
    'Incidents closed in the period by penalty, note or exemption',
  ),
  'incidents.exempted': count(
    '免罚与警示',
    'Exempted',
    '本期结案、以免罚或警示（不予处罚）结束的事件',
    'Incidents closed in the period by exemption or a note instead of a penalty',
  ),
  'incidents.reviewTime': length(
    '接报到立案',
    'To review',
    '在本期立案的事件，从接报到立案的秒数',
    'Seconds from report to review, by the time of review',
  ),
  'incidents.dispatchTime': length(
    '立案到派遣',
    'To dispatch',
    '在本期首次派遣的事件，从立案到首次派遣的秒数',
    'Seconds from review to the first dispatch, by its time',
  ),
  'incidents.arriveTime': length(
    '派遣到到场',
    'To arrival',
    '在本期首次到场的事件，从首次派遣到首次到场的秒数',
    'Seconds from the first dispatch to the first arrival, by its time',
  ),
  'cases.closeTime': length(
    '发生到结案',
    'To close',
    '在本期结案的事项，从发生到结案的秒数；结案早于发生的不计',
    'Seconds from opening to closing, by the time of closing; closings before opening are left out',
  ),
  'cases.closeTimeOfOpened': length(
    '本期发生到结案',
    'To close, of those opened',
    '本期发生、已结案的事项，从发生到结案的秒数；结案早于发生的不计',
    'Seconds from opening to closing, by the time of opening; closings before opening are left out',
  ),
  'cases.closeTimeAll': length(
    '本期发生到结案（含负）',
    'To close, negative ones too',
    '同上，结案早于发生的以负秒数计入',
    'The same, closings before opening counted with negative seconds',
  ),
} as const satisfies Record<string, KpiQueryText>;

export type KpiQuery = keyof typeof KPI_QUERIES;
export const KpiQuery = z.enum(Object.keys(KPI_QUERIES) as [KpiQuery, ...KpiQuery[]]);
