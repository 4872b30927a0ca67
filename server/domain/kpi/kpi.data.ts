import type { KpiDefinitionInput, KpiFilter, KpiFormula, KpiTerm } from '../../../protocol/kpi.js';
import type { KpiQuery } from '../../../protocol/kpi-queries.js';

type Line = KpiDefinitionInput;
type Names = readonly [code: string, nameZh: string, nameEn: string];

const CENTRE = { ownerZh: '城市运行管理中心', ownerEn: 'City operations centre' };
const OURS = 'handbook domain.md §2.7, §10.9; targets are city-brain defaults, to be set by each city';
const RATE = { unitZh: '%', unitEn: '%', decimals: 1 };
const query = (name: KpiQuery, filter?: KpiFilter): KpiTerm => ({
  ...{ from: 'query', query: name },
  ...(filter && { filter }),
});

/**
 * The indicators every city starts from: a tree of groups and leaves. A city changes them by importing definitions; what nobody supplies yet stands
 * there as not connected. Targets and alarms are defaults, not law. @source handbook domain.md §2.7, §7, §10.9; source-requirements.md
 */
export const BUILT_IN_KPIS: readonly KpiDefinitionInput[] = [
  group(['CITY', '城市运行', 'City operations'], { parent: null, weight: 1 }),
  ...volumes(),
  ...handling(),
  ...times(),
  ...quality(),
  ...people(),
  ...supplied(),
];

function volumes(): Line[] {
  const parent = 'CITY-01';
  return [
    group([parent, '受理总量', 'Volume'], { parent: 'CITY', weight: 0 }),
    counted(['KPI-01-01', '事项总数', 'Cases'], parent, query('cases.opened')),
    counted(['KPI-01-02', '事件数', 'Incidents'], parent, query('incidents.opened')),
    counted(['KPI-01-03', '诉求数', 'Complaints'], parent, query('records.opened', { stream: 'complaint' })),
    counted(['KPI-01-04', '来源记录数', 'Records of sources'], parent, query('records.opened')),
    counted(['KPI-01-05', '结案数', 'Cases closed'], parent, query('cases.closed')),
    perPeople(['KPI-01-06', '万人诉求比', 'Complaints per 10,000'], query('records.opened', { stream: 'complaint' })),
    perPeople(['KPI-01-07', '万人事件比', 'Incidents per 10,000'], query('incidents.opened')),
  ];
}

function handling(): Line[] {
  const parent = 'CITY-02';
  const due = query('cases.due');
  const up = (target: number, alarm: number, weight = 10) => ({
    parent,
    direction: 'higher' as const,
    target,
    alarm,
    weight,
  });
  const down = (target: number, alarm: number, weight = 10) => ({
    parent,
    direction: 'lower' as const,
    target,
    alarm,
    weight,
  });
  return [
    group([parent, '处置时效', 'Handling'], { parent: 'CITY', weight: 30 }),
    rate(['KPI-02-01', '立案率', 'Filing rate'], [query('incidents.reviewed'), query('incidents.opened')], up(90, 80)),
    rate(
      ['KPI-02-02', '派遣率', 'Dispatch rate'],
      [query('incidents.dispatched'), query('incidents.reviewed')],
      up(95, 85),
    ),
    rate(['KPI-02-03', '按期处置率', 'On-time rate'], [query('cases.dueOnTime'), due], up(95, 85, 30)),
    rate(['KPI-02-04', '结案率', 'Closure rate'], [query('cases.dueClosed'), due], up(97, 90, 20)),
    rate(['KPI-02-05', '超期率', 'Late rate'], [query('cases.dueLate'), due], down(5, 15)),
    rate(['KPI-02-06', '超期未处置率', 'Overdue rate'], [query('cases.dueOpen'), due], down(2, 8)),
    rate(
      ['KPI-02-07', '24 小时结案率', 'Closed within 24 h'],
      [query('cases.closedWithin24h'), query('cases.opened')],
      up(60, 20),
    ),
    rate(
      ['KPI-02-08', '120 小时结案率', 'Closed within 120 h'],
      [query('cases.closedWithin120h'), query('cases.opened')],
      up(85, 60),
    ),
    rate(
      ['KPI-02-09', '7 日结案率', 'Closed within 7 days'],
      [query('cases.closedWithin7d'), query('cases.opened')],
      up(90, 70),
    ),
    rate(['KPI-02-10', '闭环率', 'Closed loop'], [query('cases.closedOfOpened'), query('cases.opened')], up(95, 80)),
  ];
}

function times(): Line[] {
  const parent = 'CITY-03';
  const pair = (no: number, names: readonly [zh: string, en: string], of: KpiQuery, by: Timing): Line[] => [
    timed([`KPI-03-${two(no)}`, `${names[0]}中位数`, `${names[1]}, median`], { of, share: 0.5, ...by, parent }),
    timed([`KPI-03-${two(no + 1)}`, `${names[0]} P90`, `${names[1]}, P90`], {
      ...{ of, share: 0.9, ...by, parent, target: by.target * 3, alarm: by.alarm * 3 },
    }),
  ];
  return [
    group([parent, '响应速度', 'Speed'], { parent: 'CITY', weight: 30 }),
    ...pair(1, ['立案用时', 'Time to review'], 'incidents.reviewTime', { seconds: 60, target: 10, alarm: 30 }),
    ...pair(3, ['派遣用时', 'Time to dispatch'], 'incidents.dispatchTime', { seconds: 60, target: 10, alarm: 30 }),
    ...pair(5, ['到场用时', 'Time to arrive'], 'incidents.arriveTime', { seconds: 60, target: 20, alarm: 60 }),
    ...pair(7, ['结案用时', 'Time to close'], 'cases.closeTime', { seconds: 3600, target: 72, alarm: 168 }),
    ...pair(9, ['本期发生结案用时', 'Time to close, of those opened'], 'cases.closeTimeOfOpened', {
      seconds: 3600,
      target: 72,
      alarm: 168,
    }),
  ];
}

function quality(): Line[] {
  const parent = 'CITY-04';
  const closed = query('cases.closed');
  const down = (target: number, alarm: number) => ({ parent, direction: 'lower' as const, target, alarm, weight: 10 });
  const plain = { parent, direction: 'none' as const, target: null, alarm: null, weight: 0 };
  return [
    group([parent, '处置质量', 'Quality'], { parent: 'CITY', weight: 25 }),
    rate(['KPI-04-01', '返工率', 'Rework rate'], [query('cases.reworked'), closed], down(3, 10)),
    rate(['KPI-04-02', '退回率', 'Return rate'], [query('cases.returned'), closed], down(5, 15)),
    rate(['KPI-04-03', '重开率', 'Re-open rate'], [query('cases.reopened'), closed], down(2, 8)),
    rate(['KPI-04-04', '延期率', 'Extension rate'], [query('cases.extended'), closed], down(5, 15)),
    rate(['KPI-04-05', '督办率', 'Supervision rate'], [query('cases.supervised'), closed], plain),
    rate(['KPI-04-06', '免罚率', 'Exemption share'], [query('incidents.exempted'), query('incidents.judged')], plain),
    rate(['KPI-04-07', '重复来件率', 'Repeat share'], [query('messages.repeated'), query('messages.received')], plain),
    rate(
      ['KPI-04-08', '时间倒置率', 'Closed before opened'],
      [query('cases.closedBeforeOpened'), query('cases.opened')],
      down(0.1, 1),
    ),
  ];
}

function people(): Line[] {
  const parent = 'CITY-05';
  const up = (target: number, alarm: number) => ({ parent, direction: 'higher' as const, target, alarm, weight: 10 });
  return [
    group([parent, '群众满意', 'Satisfaction'], { parent: 'CITY', weight: 15 }),
    rate(['KPI-05-01', '群众满意率', 'Satisfied'], [query('cases.satisfied'), query('cases.rated')], up(90, 75)),
    uploaded(
      ['KPI-05-02', '15 秒接通率', 'Answered within 15 s'],
      ['hotline.answered15s', 'hotline.calls'],
      up(90, 80),
    ),
    uploaded(['KPI-05-03', '一次办结率', 'Done in one visit'], ['service.once', 'service.done'], up(90, 70)),
  ];
}

function supplied(): Line[] {
  const parent = 'CITY-06';
  const up = (target: number, alarm: number) => ({ parent, direction: 'higher' as const, target, alarm, weight: 10 });
  return [
    group([parent, '城市体征', 'City condition'], { parent: 'CITY', weight: 0 }),
    uploaded(['KPI-06-01', '空气质量优良天数比例', 'Days with good air'], ['air.good-days', 'air.days'], up(90, 80)),
    uploaded(['KPI-06-02', '黑臭水体达标率', 'Waters up to standard'], ['water.passed', 'water.assessed'], up(95, 85)),
    uploaded(['KPI-06-03', '15 分钟服务圈覆盖率', '15-minute reach'], ['reach15.people', 'reach15.all'], up(90, 75)),
  ];
}

type Aim = Pick<Line, 'parent' | 'direction' | 'target' | 'alarm' | 'weight'>;
interface Timing {
  seconds: 60 | 3600;
  target: number;
  alarm: number;
}

function base([code, nameZh, nameEn]: Names, formula: KpiFormula, over: Aim & Partial<Line>): Line {
  return {
    ...{ code, nameZh, nameEn, ...CENTRE, unitZh: '件', unitEn: '', decimals: 0, formula },
    ...{ benchmark: null, period: 'month', definitionZh: '', definitionEn: '', source: OURS },
    ...{ validFrom: '1900-01-01', validTo: null },
    ...over,
  };
}

function group(names: Names, { parent, weight }: { parent: string | null; weight: number }): Line {
  const aim = { parent, weight, direction: 'higher' as const, target: null, alarm: 60 };
  return base(names, { kind: 'weighted' }, { ...aim, unitZh: '分', unitEn: 'points', decimals: 1 });
}

function counted(names: Names, parent: string, numerator: KpiTerm): Line {
  return base(names, { kind: 'count', numerator }, { parent, direction: 'none', target: null, alarm: null, weight: 0 });
}

function perPeople(names: Names, numerator: KpiTerm): Line {
  const aim = { parent: 'CITY-01', direction: 'none' as const, target: null, alarm: null, weight: 0 };
  const formula = {
    ...{ kind: 'ratio' as const, numerator },
    denominator: { from: 'population' as const },
    scale: 10_000 as const,
  };
  return base(names, formula, { ...aim, unitZh: '件/万人', unitEn: 'per 10,000', decimals: 2 });
}

function rate(names: Names, [numerator, denominator]: readonly [KpiTerm, KpiTerm], aim: Aim): Line {
  return base(names, { kind: 'ratio', numerator, denominator, scale: 100 }, { ...aim, ...RATE });
}

function uploaded(names: Names, [numerator, denominator]: readonly [string, string], aim: Aim): Line {
  const series = (id: string) => ({ from: 'series' as const, series: id });
  return rate(names, [series(numerator), series(denominator)], aim);
}

function timed(names: Names, t: Timing & { of: KpiQuery; share: number; parent: string }): Line {
  const aim = { parent: t.parent, direction: 'lower' as const, target: t.target, alarm: t.alarm, weight: 10 };
  const unit = t.seconds === 60 ? { unitZh: '分钟', unitEn: 'min' } : { unitZh: '小时', unitEn: 'h' };
  return base(
    names,
    { kind: 'quantile', of: query(t.of), share: t.share, seconds: t.seconds },
    { ...aim, ...unit, decimals: 1 },
  );
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
