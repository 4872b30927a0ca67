import type { AlertCategory } from '../../../../protocol/alert-library.js';
import type { AlertDepartment } from '../../../../protocol/alert-risk.js';

const SOURCE = 'city-brain default, after 安委办函〔2023〕145号 (categories) and GB/T 35561-2017 (types)';
const EVENTS = { zh: '起', en: 'events' };

const FIRE = department('fire', '消防救援机构', 'Fire and rescue');
const HOUSING = department('housing', '住房和城乡建设部门', 'Housing and construction');
const WATER = department('water', '水务部门', 'Water authority');
const POLICE = department('traffic-police', '公安交管部门', 'Traffic police');
const URBAN = department('urban', '城市管理部门', 'Urban management');
const MARKET = department('market', '市场监管部门', 'Market regulation');
const EMERGENCY = department('emergency', '应急管理部门', 'Emergency management');
const HEALTH = department('health', '卫生健康部门', 'Health');
const SECURITY = department('police', '公安部门', 'Police');
const ENERGY = department('energy', '能源电力部门', 'Energy');
const GARDENS = department('gardens', '园林绿化部门', 'Parks and trees');
const WEATHER = department('weather', '气象部门', 'Weather service');

/**
 * Kinds of risk that a city starts from. Only what endangers people or the city's lifelines: order and cleanliness have no alert. Table `alert_category`;
 * a city changes it there (`PUT /api/v1/alert-categories`).
 */
export const DEFAULT_CATEGORIES: readonly AlertCategory[] = [
  category(
    'fire',
    '火灾',
    'Fires',
    'Fire',
    [FIRE, HOUSING, URBAN],
    ['acc.fire', 'complaint.safety.fire', 'complaint.safety.ebike', 'pub.fire', 'component.hydrant'],
  ),
  category(
    'gas',
    '燃气泄漏与一氧化碳中毒',
    'Gas leaks and carbon monoxide',
    'Infra',
    [HOUSING, FIRE, MARKET],
    ['acc.infra.gas_leak', 'sudden.gas_pipe', 'complaint.gas.smell', 'life.gas'],
    ['ch4', 'co'],
  ),
  category(
    'waterlogging',
    '内涝与道路积水',
    'Waterlogging and flooded roads',
    'Met',
    [WATER, URBAN, WEATHER],
    [
      'nat.flood',
      'nat.met.rainstorm',
      'sudden.road_flooding',
      'complaint.drainage',
      'acc.infra.drainage',
      'life.drain',
      'hazard.flood',
      'hazard.rain',
    ],
    ['level', 'rain'],
  ),
  category(
    'traffic',
    '道路交通事故',
    'Road accidents',
    'Transport',
    [POLICE, URBAN],
    ['acc.road', 'complaint.road.signal', 'component.signal_light', 'pub.traffic'],
  ),
  category(
    'road',
    '道路塌陷与破损',
    'Collapsed and damaged roads',
    'Infra',
    [URBAN, HOUSING],
    [
      'sudden.road_collapse',
      'nat.geo.ground_collapse',
      'complaint.road.damage',
      'env.damaged_road',
      'life.road_collapse',
    ],
  ),
  category(
    'pipes',
    '供水供热管网爆裂',
    'Burst water and heating mains',
    'Infra',
    [WATER, HOUSING],
    [
      'sudden.water_main',
      'sudden.heating_pipe',
      'acc.infra.water',
      'acc.infra.heat',
      'complaint.heat',
      'complaint.water',
      'life.water',
      'life.heat',
    ],
    ['pressure'],
  ),
  category(
    'power',
    '停电与线缆损坏',
    'Power cuts and damaged cables',
    'Infra',
    [ENERGY, URBAN],
    ['acc.infra.power', 'complaint.power', 'sudden.overhead_cable', 'life.power'],
    ['power'],
  ),
  category(
    'ice',
    '道路结冰与雨雪',
    'Ice and snow',
    'Met',
    [POLICE, URBAN, WEATHER],
    ['sudden.snow_ice', 'nat.met.snow'],
  ),
  category(
    'wind',
    '大风与树木倒伏',
    'Gales and fallen trees',
    'Met',
    [GARDENS, URBAN, WEATHER],
    ['nat.met.gale', 'nat.met.typhoon', 'sudden.tree', 'complaint.green.tree', 'advert.broken_sign', 'pub.fall_object'],
  ),
  category('manhole', '井盖缺失', 'Missing manhole covers', 'Infra', [URBAN, WATER], ['sudden.manhole']),
  category(
    'lift',
    '电梯与特种设备',
    'Lifts and special equipment',
    'Safety',
    [MARKET, HOUSING],
    ['acc.equip', 'complaint.lift', 'pub.lift'],
  ),
  category(
    'site',
    '建筑施工',
    'Construction sites',
    'Safety',
    [HOUSING, EMERGENCY],
    ['acc.construction', 'complaint.safety.site', 'work.site', 'acc.infra.collapse'],
  ),
  category(
    'crowd',
    '人员聚集',
    'Crowds',
    'Safety',
    [SECURITY, EMERGENCY],
    ['acc.stampede', 'sudden.crowd', 'pub.crowd', 'social.mass'],
  ),
  category('chemicals', '危险化学品', 'Hazardous chemicals', 'CBRNE', [EMERGENCY, FIRE], ['acc.chem', 'work.hazchem']),
  category(
    'food',
    '食品安全',
    'Food safety',
    'Health',
    [MARKET, HEALTH],
    ['health.food', 'health.poisoning', 'complaint.market.food'],
  ),
];

function department(id: string, zh: string, en: string): AlertDepartment {
  return { id, zh, en };
}

function category(
  id: string,
  zh: string,
  en: string,
  capCategory: string,
  [lead, ...others]: readonly [AlertDepartment, ...AlertDepartment[]],
  types: string[],
  metrics: string[] = [],
): AlertCategory {
  return { id, name: { zh, en }, unit: EVENTS, capCategory, types, metrics, lead, others, source: SOURCE };
}
