/** What the demo city's assessors found at a kind of place. With `exposure` by LEC, else by the matrix; values are drawn alike, so a value twice is twice as likely. */
export interface RiskKind {
  /** Kind of the profile's places; `kitchen`: restaurants of the register. */
  place: string;
  every: number;
  most: number;
  category: string;
  tail: string;
  tailEn: string;
  org: string;
  likelihood: readonly number[];
  exposure?: readonly number[];
  consequence: readonly number[];
  controls: string;
}

/** About a hundred points with a few red ones, as registers of cities have. All of it is invented. */
export const RISK_KINDS: readonly RiskKind[] = [
  {
    ...{ place: 'underpass', every: 2, most: 17, category: 'life.drain', tail: '易涝点', tailEn: 'flood spot' },
    ...{ org: '澜川市排水管理处', likelihood: [2, 3, 3, 4], consequence: [3, 4, 5] },
    controls: 'engineering:泵站双电源与液位监测;emergency:积水 27 厘米封闭通行',
  },
  {
    ...{ place: 'fuel', every: 3, most: 15, category: 'work.hazchem', tail: '油罐区', tailEn: 'tank area' },
    ...{ org: '澜川石油销售公司', likelihood: [0.5, 1, 1, 3], exposure: [6], consequence: [15, 40] },
    controls: 'engineering:双层罐与渗漏检测;management:动火作业审批;emergency:每季度演练',
  },
  {
    ...{ place: 'chem', every: 1, most: 1, category: 'work.hazchem', tail: '罐区', tailEn: 'tank farm' },
    ...{ org: '澜川化工园区管委会', likelihood: [3], exposure: [6], consequence: [40] },
    controls: 'engineering:可燃有毒气体探测联锁;management:重大危险源包保责任;protection:空气呼吸器',
  },
  {
    ...{
      place: 'plant',
      every: 2,
      most: 5,
      category: 'work.limited_space',
      tail: '有限空间',
      tailEn: 'confined space',
    },
    ...{ org: '澜川水务集团', likelihood: [1, 3], exposure: [2, 3], consequence: [15] },
    controls: 'management:先通风再检测后作业;protection:四合一气体检测仪',
  },
  {
    ...{ place: 'reservoir', every: 1, most: 3, category: 'hazard.flood', tail: '坝体', tailEn: 'dam' },
    ...{ org: '澜川市水库管理所', likelihood: [2, 3], consequence: [5] },
    controls: 'engineering:水位与渗压监测;emergency:下游转移预案',
  },
  {
    ...{
      place: 'mall',
      every: 2,
      most: 12,
      category: 'pub.fire',
      tail: '中庭与疏散通道',
      tailEn: 'atrium and escape ways',
    },
    ...{ org: '澜川商业管理公司', likelihood: [2, 3, 4], consequence: [3, 4] },
    controls: 'engineering:喷淋与防火卷帘;training:微型消防站每月训练',
  },
  {
    ...{ place: 'metro', every: 7, most: 12, category: 'pub.crowd', tail: '换乘大客流', tailEn: 'crowds' },
    ...{ org: '澜川地铁运营公司', likelihood: [2, 3, 3], consequence: [3, 4] },
    controls: 'management:高峰限流;emergency:客流三级响应',
  },
  {
    ...{
      place: 'school',
      every: 13,
      most: 10,
      category: 'pub.fire',
      tail: '食堂与宿舍',
      tailEn: 'canteen and dormitory',
    },
    ...{ org: '澜川市教育局', likelihood: [1, 2, 2], consequence: [3, 4] },
    controls: 'management:每日防火巡查;training:每学期疏散演练',
  },
  {
    ...{ place: 'hospital', every: 4, most: 8, category: 'life.power', tail: '配电房', tailEn: 'switch room' },
    ...{ org: '澜川市卫生健康委员会', likelihood: [1, 2, 2], consequence: [3, 4] },
    controls: 'engineering:双回路与柴油发电机;management:每月带载试验',
  },
  {
    ...{ place: 'kitchen', every: 1, most: 14, category: 'life.gas', tail: '后厨燃气', tailEn: 'kitchen gas' },
    ...{ org: '澜川燃气公司', likelihood: [2, 3, 3, 4], consequence: [3, 4, 5] },
    controls: 'engineering:可燃气体报警与自动切断;management:软管两年更换',
  },
];
