import type { HazardChain, HazardEdge, HazardNode } from '../../../protocol/hazard-chain.js';

const HOURS = 60;
const DAYS = 24 * HOURS;
/** Most delays are our own reading of public alerts; a city corrects them by what it sees (precision and recall stand beside each). */
const OURS = 'city-brain：据成都 2019、2024 年公开风险提示归纳的默认值，未见统一标准，上线前请核对';

type Kinds = Partial<Pick<HazardNode, 'types' | 'alarms' | 'signals' | 'warnings' | 'places'>>;

/**
 * The chain that a city begins with (灾害链). @source handbook §4.6: chains named in real alerts of Chengdu; delays there are ours too.
 */
export const BUILT_IN_CHAIN: HazardChain = {
  nodes: [
    node('rainstorm', '暴雨', 'Rainstorm', {
      types: ['nat.met.rainstorm'],
      alarms: ['rain'],
      signals: ['rain'],
      warnings: ['暴雨', 'rainstorm'],
    }),
    node('waterlogging', '积水内涝', 'Waterlogging', {
      types: ['nat.flood.waterlogging', 'sudden.road_flooding'],
      alarms: ['waterlogging'],
      signals: ['waterlogging-points'],
      places: ['underpass', 'metro'],
    }),
    node('river-flood', '河道洪水', 'River flood', {
      types: ['nat.flood.river', 'nat.flood.dike'],
      warnings: ['洪水', 'flood'],
    }),
    node('landslide', '滑坡泥石流', 'Landslide, debris flow', {
      types: ['nat.geo.landslide', 'nat.geo.debris', 'nat.geo.rockfall'],
      warnings: ['地质灾害', 'landslide'],
      places: ['reservoir'],
    }),
    node('traffic', '道路受阻', 'Roads blocked', {
      types: ['acc.road', 'sudden.tree', 'sudden.overhead_cable'],
      places: ['underpass'],
    }),
    node('manhole', '井盖移位', 'Manhole displaced', { types: ['sudden.manhole', 'sudden.sewer'] }),
    node('power-outage', '停电', 'Power outage', {
      types: ['acc.infra.power'],
      alarms: ['power'],
      places: ['hospital', 'metro'],
    }),
    node('trapped', '人员被困', 'People trapped', {
      types: ['acc.equip.elevator', 'health.rescue'],
      places: ['mall', 'hospital', 'metro'],
    }),
    node('water-cut', '供水失压', 'Water pressure lost', {
      types: ['acc.infra.water', 'sudden.water_main'],
      alarms: ['pressure'],
      places: ['hospital', 'school'],
    }),
    node('telecom-cut', '通信中断', 'Telecom cut', { types: ['acc.infra.telecom'] }),
    node('earthquake', '地震', 'Earthquake', { types: ['nat.quake'], warnings: ['地震', 'earthquake'] }),
    node('gas-leak', '燃气泄漏', 'Gas leak', {
      types: ['acc.infra.gas_leak', 'sudden.gas_pipe'],
      alarms: ['gas'],
      signals: ['gas-points'],
      places: ['school', 'mall', 'hospital'],
    }),
    node('fire', '火灾爆炸', 'Fire, explosion', {
      types: ['acc.fire', 'acc.chem.explosion', 'acc.chem.fire'],
      places: ['mall', 'fuel'],
    }),
    node('road-collapse', '道路塌陷', 'Road collapse', {
      types: ['nat.geo.ground_collapse', 'sudden.road_collapse', 'acc.infra.collapse'],
    }),
    node('heat', '高温', 'Heat', { types: ['nat.met.heat'], warnings: ['高温', 'heat'] }),
    node('wildfire', '森林火灾', 'Forest fire', { types: ['nat.wildfire'], warnings: ['森林火险', 'fire danger'] }),
    node('gale', '大风雷电', 'Gale, lightning', {
      types: ['nat.met.gale', 'nat.met.lightning', 'nat.met.typhoon'],
      warnings: ['大风', '雷电', '台风', 'gale', 'typhoon', 'lightning'],
    }),
    node('haze-ice', '大雾冰雪', 'Fog, ice, snow', {
      types: ['nat.met.snow', 'sudden.snow_ice'],
      warnings: ['大雾', '道路结冰', '暴雪', 'fog', 'ice', 'snow'],
    }),
    node('chem-leak', '危化品泄漏', 'Hazardous release', {
      types: ['acc.chem.leak', 'acc.chem.poison', 'acc.road.hazchem'],
      places: ['school', 'hospital'],
    }),
    node('pollution', '水气污染', 'Air or water polluted', {
      types: ['acc.env.air', 'acc.env.water', 'acc.env.supply_cut'],
    }),
  ],
  edges: [
    edge('rainstorm', 'waterlogging', [0, 3 * HOURS], ['低洼处，雨强 ≥30 毫米/时', 'low points, 30 mm/h and more']),
    edge(
      'rainstorm',
      'river-flood',
      [1 * HOURS, 48 * HOURS],
      ['流域面雨量大、河道水位上涨', 'rain over the whole basin'],
    ),
    edge('rainstorm', 'landslide', [0, 48 * HOURS], ['隐患点 24 小时雨量 ≥50 毫米', '50 mm in 24 h at a known slope']),
    edge('waterlogging', 'traffic', [0, 1 * HOURS], ['积水 ≥15 厘米', 'depth of 15 cm and more']),
    edge('waterlogging', 'power-outage', [0, 4 * HOURS], ['地下配电房进水', 'distribution room below ground']),
    edge('waterlogging', 'manhole', [0, 2 * HOURS], ['管网满溢', 'sewers full']),
    edge('waterlogging', 'trapped', [0, 3 * HOURS], ['下穿隧道、地下空间', 'underpasses and basements']),
    edge('power-outage', 'trapped', [0, 30], ['电梯停运', 'lifts stop']),
    edge('power-outage', 'water-cut', [0, 30], ['二次供水停泵', 'booster pumps stop']),
    edge('power-outage', 'telecom-cut', [2 * HOURS, 8 * HOURS], ['基站备电耗尽', 'batteries of base stations run out']),
    edge('earthquake', 'landslide', [0, 1 * DAYS], ['烈度 ≥Ⅵ', 'intensity VI and more'], 'city'),
    edge('earthquake', 'gas-leak', [0, 1 * DAYS], ['烈度 ≥Ⅵ', 'intensity VI and more'], 'city'),
    edge('earthquake', 'telecom-cut', [0, 1 * DAYS], ['烈度 ≥Ⅵ', 'intensity VI and more'], 'city'),
    edge('gas-leak', 'fire', [0, 2 * HOURS], ['室内 ≥25 %LEL', '25 %LEL and more indoors']),
    edge('water-cut', 'road-collapse', [0, 3 * DAYS], ['主管爆管', 'a main burst']),
    edge('heat', 'power-outage', [0, 3 * DAYS], ['≥37 ℃，电网重载', '37 °C and more, grid under load']),
    edge('heat', 'wildfire', [0, 3 * DAYS], ['连旱，火险等级 ≥4', 'drought, fire danger 4 and more']),
    edge('gale', 'traffic', [0, 6 * HOURS], ['树木、广告牌倒伏', 'trees and signs fall']),
    edge('gale', 'power-outage', [0, 6 * HOURS], ['架空线路受损', 'overhead lines damaged']),
    edge('haze-ice', 'traffic', [0, 12 * HOURS], ['能见度 <200 米或路面结冰', 'visibility below 200 m or icy roads']),
    edge('chem-leak', 'fire', [0, 4 * HOURS], ['易燃易爆', 'flammable or explosive']),
    edge('chem-leak', 'pollution', [0, 48 * HOURS], ['下风向、入河', 'downwind, into a river']),
  ],
};

function node(id: string, nameZh: string, nameEn: string, kinds: Kinds): HazardNode {
  return { id, nameZh, nameEn, types: [], alarms: [], signals: [], warnings: [], places: [], ...kinds };
}

function edge(
  from: string,
  to: string,
  [minMinutes, maxMinutes]: readonly [number, number],
  [whenZh, whenEn]: readonly [string, string],
  spread: HazardEdge['spread'] = 'district',
): HazardEdge {
  return { from, to, minMinutes, maxMinutes, spread, whenZh, whenEn, source: OURS };
}
