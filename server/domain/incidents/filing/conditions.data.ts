import type { FilingCondition } from '../../../../protocol/filing.js';

const TABLE = '某市公布的城管案件立案条件（示例，非法规）';
const DEFAULT = 'city-brain default';

type Line = readonly [type: string, id: string, nameZh: string, nameEn: string, source: string];

/** Conditions that every city starts from; the limits of those with one of their own are in server/city/clocks/time-limits.data.ts. @source handbook §2.6 */
const LINES: readonly Line[] = [
  [
    'env.unauthorised_structure',
    'stop-work',
    '正在搭建，未经许可或超出许可',
    'Being built without or beyond a permit',
    TABLE,
  ],
  ['env.unauthorised_structure', 'penalty', '已建成，当事人明确', 'Built, and who did it is known', TABLE],
  [
    'env.unauthorised_structure',
    'demolition',
    '已建成且逾期未拆，含临时建筑到期',
    'Built and not taken down in time',
    TABLE,
  ],
  ['env.exposed_garbage', 'public-place', '主干道或公共场所成堆', 'A pile on a main road or in a public place', TABLE],
  ['env.rubble', 'building-waste', '建筑垃圾', 'Building waste', TABLE],
  ['env.rubble', 'spoil-heap', '渣土堆', 'A spoil heap', TABLE],
  ['env.dirty_road', 'litter', '8:00 后路面不洁', 'Dirty after 08:00', TABLE],
  ['env.dirty_road', 'standing-water', '路面积水', 'Standing water', TABLE],
  ['env.dirty_green', 'litter', '绿地有垃圾', 'Litter', TABLE],
  ['env.dirty_green', 'upkeep', '缺株、塌陷', 'Missing plants or subsidence', TABLE],
  [
    'street.bike_parking',
    'blocked',
    '占压盲道、通道或成片倒伏',
    'On tactile paving, in the way, or fallen in rows',
    DEFAULT,
  ],
];

export const BUILT_IN_CONDITIONS: readonly FilingCondition[] = LINES.map(([type, id, nameZh, nameEn, source]) => ({
  ...{ type, id, nameZh, nameEn, source },
  ...{ validFrom: null, validTo: null },
}));
