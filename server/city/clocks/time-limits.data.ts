import type { LimitUnit, TimeLimit } from '../../../protocol/clocks.js';

/** Sources of the built-in limits. None is law: a city puts its own table over them. */
const TABLE = '某市公布的城管案件处置时限表（示例，非法规）';
const DEFAULT = 'city-brain default';
const PUDONG = '浦东街面秩序非现场执法：24 小时内责令改正';
const HOTLINE = '北京接诉即办标准草案 2021';

type Row = readonly [
  id: string,
  nameZh: string,
  nameEn: string,
  scope: Partial<Pick<TimeLimit, 'procedure' | 'step' | 'type' | 'condition' | 'priority'>>,
  length: readonly [amount: number, unit: LimitUnit, calendar: 'natural' | 'working'],
  source: string,
];

/** Limits of whole incidents (整体时限). Where none applies the procedure's own holds. */
const ROWS: readonly Row[] = [
  // Sudden incidents: urgent hours, around the clock.
  [
    'sudden.road-collapse',
    '路面塌陷：排除险情',
    'Road collapse: made safe',
    { type: 'sudden.road_collapse' },
    [24, 'hour', 'natural'],
    DEFAULT,
  ],
  [
    'sudden.gas-pipe',
    '燃气管道破裂：排除险情',
    'Gas pipe burst: made safe',
    { type: 'sudden.gas_pipe' },
    [24, 'hour', 'natural'],
    DEFAULT,
  ],
  [
    'sudden.manhole',
    '井盖缺失：排除险情',
    'Manhole cover missing: made safe',
    { type: 'sudden.manhole' },
    [24, 'hour', 'natural'],
    DEFAULT,
  ],
  [
    'sudden.water-main',
    '自来水管破裂：修复',
    'Water main burst: repaired',
    { type: 'sudden.water_main' },
    [24, 'hour', 'natural'],
    DEFAULT,
  ],
  [
    'sudden.road-flooding',
    '道路积水：排除',
    'Road flooding: drained',
    { type: 'sudden.road_flooding' },
    [24, 'hour', 'natural'],
    DEFAULT,
  ],
  [
    'sudden.overhead-cable',
    '架空线缆损坏：排除',
    'Overhead cable damaged: made safe',
    { type: 'sudden.overhead_cable' },
    [12, 'hour', 'natural'],
    DEFAULT,
  ],
  // One city's published table.
  [
    'env.unauthorised-structure',
    '私搭乱建：拆除',
    'Unauthorised structure: demolition',
    { type: 'env.unauthorised_structure' },
    [20, 'day', 'working'],
    TABLE,
  ],
  [
    'env.unauthorised-structure.stop',
    '私搭乱建：责令停工',
    'Unauthorised structure: stop work',
    { type: 'env.unauthorised_structure', condition: 'stop-work' },
    [4, 'hour', 'working'],
    TABLE,
  ],
  [
    'env.unauthorised-structure.penalty',
    '私搭乱建：处罚',
    'Unauthorised structure: penalty',
    { type: 'env.unauthorised_structure', condition: 'penalty' },
    [7, 'day', 'working'],
    TABLE,
  ],
  [
    'env.exposed-garbage',
    '暴露垃圾：主干道、公共场所堆积',
    'Exposed garbage in public places',
    { type: 'env.exposed_garbage' },
    [4, 'hour', 'working'],
    TABLE,
  ],
  ['env.rubble', '建筑垃圾', 'Building waste', { type: 'env.rubble' }, [4, 'hour', 'working'], TABLE],
  [
    'env.rubble.spoil-heap',
    '渣土堆',
    'Spoil heap',
    { type: 'env.rubble', condition: 'spoil-heap' },
    [2, 'day', 'working'],
    TABLE,
  ],
  ['env.dirty-road', '道路保洁', 'Dirty road', { type: 'env.dirty_road' }, [2, 'hour', 'working'], TABLE],
  [
    'env.dirty-road.water',
    '道路保洁：积水',
    'Dirty road: standing water',
    { type: 'env.dirty_road', condition: 'standing-water' },
    [4, 'hour', 'working'],
    TABLE,
  ],
  ['env.dirty-green', '绿地保洁', 'Litter on green space', { type: 'env.dirty_green' }, [4, 'hour', 'working'], TABLE],
  [
    'env.dirty-green.upkeep',
    '绿地养护：缺株、塌陷',
    'Green space: missing plants, subsidence',
    { type: 'env.dirty_green', condition: 'upkeep' },
    [5, 'day', 'working'],
    TABLE,
  ],
  [
    'street.bike-parking',
    '非机动车乱停放',
    'Bikes parked badly',
    { procedure: 'city-management', type: 'street.bike_parking' },
    [4, 'hour', 'working'],
    DEFAULT,
  ],
  [
    'street.trading-outside',
    '店外经营',
    'Trading outside the shop',
    { type: 'street.trading_outside' },
    [24, 'hour', 'natural'],
    PUDONG,
  ],
  [
    'street-order',
    '街面秩序：限期改正',
    'Street order: put right',
    { procedure: 'street-order' },
    [24, 'hour', 'natural'],
    PUDONG,
  ],
  // Hotline.
  ['complaint', '一般诉求', 'Ordinary appeal', { type: 'complaint' }, [7, 'day', 'natural'], HOTLINE],
  [
    'complaint.complex',
    '复杂诉求',
    'Complex appeal',
    { type: 'complaint', condition: 'complex' },
    [15, 'day', 'natural'],
    HOTLINE,
  ],
  [
    'complaint.threat',
    '危及生命财产的诉求：反馈',
    'Danger to life or property: answered',
    { type: 'complaint.safety.threat' },
    [2, 'hour', 'natural'],
    HOTLINE,
  ],
  [
    'complaint.gas-smell',
    '疑似燃气异味：反馈',
    'Smell of gas: answered',
    { type: 'complaint.gas.smell' },
    [2, 'hour', 'natural'],
    HOTLINE,
  ],
  ['complaint.water', '供水诉求', 'Water supply', { type: 'complaint.water' }, [24, 'hour', 'natural'], HOTLINE],
  ['complaint.power', '供电诉求', 'Power supply', { type: 'complaint.power' }, [24, 'hour', 'natural'], HOTLINE],
  ['complaint.gas', '供气诉求', 'Gas supply', { type: 'complaint.gas' }, [24, 'hour', 'natural'], HOTLINE],
  ['complaint.heat', '供热诉求', 'Heating', { type: 'complaint.heat' }, [24, 'hour', 'natural'], HOTLINE],
];

/** Share of a limit at which its lamp turns yellow. @source 数字城管：0–80 % 绿，80–100 % 黄，超过 100 % 红 */
const WARN_SHARE = 0.8;

/** Limits that every city starts from; `time-limits.json` or `.csv` of a profile overrides one or adds more. */
export const BUILT_IN_LIMITS: readonly TimeLimit[] = ROWS.map(
  ([id, nameZh, nameEn, scope, [amount, unit, calendar], source]) => ({
    id,
    nameZh,
    nameEn,
    procedure: null,
    step: null,
    type: null,
    condition: null,
    priority: null,
    ...scope,
    district: null,
    calendar,
    amount,
    unit,
    warnShare: WARN_SHARE,
    effectiveFrom: null,
    effectiveTo: null,
    source,
  }),
);
