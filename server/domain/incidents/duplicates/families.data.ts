/**
 * What reports of one thing look like. `types`: beginnings of catalogue codes. `words`: how people name it, in folded text. `metres`: how far apart
 * they place it. `hours`: how long after one another they report it. `numbered`: next door is another thing.
 */
export interface DuplicateFamily {
  id: string;
  types: readonly string[];
  words: string;
  metres: number;
  hours: number;
  numbered: boolean;
}

/** Things that fill a street, seen from many windows; and things that stand at one door. */
const wide = (id: string, types: string[], words: string, metres: number, hours: number): DuplicateFamily => ({
  ...{ id, types, words, metres, hours, numbered: false },
});
const narrow = (id: string, types: string[], words: string, metres: number, hours: number): DuplicateFamily => ({
  ...{ id, types, words, metres, hours, numbered: true },
});

const DAY = 24;

/**
 * Families of near-duplicates over both streams of the catalogue; the first whose beginning fits a type is the type's. Distances and times are
 * ours, chosen on texts that we wrote (test/fixtures/duplicates.zh.tsv) and looked at on Los Angeles 311 and Chicago 311
 * (docs/operations.md#duplicates). Words are alternatives of a pattern.
 */
export const FAMILIES: readonly DuplicateFamily[] = [
  wide(
    'gas-leak',
    ['complaint.gas.smell', 'acc.infra.gas_leak', 'sudden.gas_pipe', 'acc.equip.pressure_pipe'],
    '(煤|燃|天然)气的?(异?味|泄|漏|臭)|臭鸡蛋|漏气|管道漏|煤气味|瓦斯味|gas (smell|leak)|smell of gas',
    120,
    12,
  ),
  wide('gas-outage', ['complaint.gas.outage'], '停气|没(有)?(天然|煤|燃)?气了?(?!味)|断气|打不着火|no gas', 200, 12),
  wide('vehicle-fire', ['acc.fire.vehicle'], '自燃|车[^，。]{0,4}(着火|起火|烧)|car fire|vehicle fire', 80, 2),
  wide('burning', ['env.burning'], '烧(树叶|垃圾|落叶|秸秆|东西|纸)|焚烧|burning (leaves|rubbish)', 80, 4),
  wide(
    'fire',
    ['acc.fire', 'acc.chem.fire', 'acc.metro.fire', 'nat.wildfire'],
    '着火|起火|火灾(?!隐患)|失火|明火|火苗|冒(黑|浓)烟|浓烟|有?楼在烧|烧起来|火好大|走水|火烛|on fire',
    150,
    3,
  ),
  narrow(
    'fire-hazard',
    ['complaint.safety.fire', 'complaint.safety.ebike'],
    '消防(隐患|通道)|火灾隐患|堆满杂物|飞线充电|灭火器|fire hazard',
    40,
    7 * DAY,
  ),
  wide(
    'crash',
    ['acc.road'],
    '追尾|撞车|车祸|相撞|撞了|撞倒|撞到|剐蹭|刮蹭|碰撞|交通事故|出事故|翻车|侧翻|crash|collision|accident',
    80,
    2,
  ),
  wide('congestion', ['complaint.road.congestion'], '拥堵|堵车|塞车|堵得|堵死|congestion|traffic jam', 200, 2),
  wide(
    'signal',
    ['component.signal_light', 'complaint.road.signal'],
    '信号灯|红绿灯|交通灯|traffic light|traffic signal',
    60,
    DAY,
  ),
  narrow(
    'trading',
    [
      'street.trading_outside',
      'complaint.street_order',
      'street.stacked_goods',
      'street.drying',
      'construction.occupying_road',
    ],
    '店外|出店|占道经营|跨门|摆桌|摆到|摆摊|外摆|门口外面|堆(物|料|货)',
    35,
    DAY,
  ),
  narrow(
    'hawker',
    ['street.hawker', 'complaint.market.licence', 'street.scrap_buying'],
    '小贩|游商|流动摊|推车卖|三轮车|摊贩|走鬼|hawker',
    60,
    4,
  ),
  narrow('barbecue', ['street.barbecue'], '露天烧烤|烤串|烤肠|barbecue', 50, 4),
  narrow('fumes', ['env.cooking_fumes', 'complaint.pollution.fumes'], '油烟|呛人|fumes', 50, 3 * DAY),
  wide(
    'building-noise',
    ['complaint.noise.construction', 'construction.nuisance'],
    '打桩|施工噪|夜间施工|通宵施工|还在施工|半夜施工|工地.{0,6}(吵|响|噪)|construction noise',
    150,
    3 * DAY,
  ),
  narrow(
    'loud-music',
    ['complaint.noise.commercial', 'street.commercial_noise'],
    '广场舞|音响|喇叭|音乐|唱歌|卡拉|k歌|跳舞|吆喝|loud music',
    70,
    2 * DAY,
  ),
  narrow(
    'neighbour-noise',
    ['complaint.noise.neighbour'],
    '弹钢琴|钢琴声|脚步声|跺脚|狗叫|楼上.{0,4}(吵|响)|barking',
    30,
    3 * DAY,
  ),
  narrow('renovation', ['complaint.housing.decoration'], '装修|电钻|敲墙|砸墙|冲击钻|renovation', 50, 3 * DAY),
  wide(
    'dust',
    ['construction.dust', 'acc.env.air', 'complaint.pollution.air'],
    '扬尘|灰尘|尘土|洒水|裸土|黄土|异味|恶臭|dust',
    150,
    3 * DAY,
  ),
  narrow(
    'parking',
    ['street.car_parking', 'complaint.parking', 'env.abandoned_vehicle'],
    '违停|乱停|停在|停车|占(了)?(消防|盲)?(通道|道停)|压盲道|僵尸车|挡住车|拖走|堵住|parked|parking',
    40,
    8,
  ),
  narrow('bikes', ['street.bike_parking'], '共享单车|单车|自行车|电动车乱|bikes?', 40, DAY),
  narrow('manhole', ['sudden.manhole'], '井盖|窨井|下水井盖|沙井|manhole', 40, 7 * DAY),
  wide(
    'collapse',
    ['sudden.road_collapse', 'nat.geo.ground_collapse', 'acc.infra.collapse'],
    '塌陷|坍塌|塌方|塌了|陷下去|陷进|垮塌|collapse|sinkhole',
    80,
    DAY,
  ),
  narrow(
    'road-damage',
    ['env.damaged_road', 'complaint.road.damage', 'construction.digging'],
    '坑|坑洼|路面(破|损|裂|不平)|盲道砖|减速带|地砖|开裂|pothole',
    40,
    14 * DAY,
  ),
  wide(
    'water-burst',
    ['sudden.water_main', 'acc.infra.water', 'acc.infra.heat', 'sudden.heating_pipe', 'complaint.heat.leak'],
    '爆管|水管(爆|破|裂|漏)|管(道)?(破裂|爆裂|爆了)|水柱|喷水|水喷|burst|water main',
    120,
    DAY,
  ),
  wide('water-outage', ['complaint.water.outage', 'acc.env.supply_cut'], '停水|没水|断水|冇水|no water', 250, DAY),
  wide('water-pressure', ['complaint.water.pressure'], '水压|水流小|上不去水|water pressure', 200, 2 * DAY),
  wide(
    'water-quality',
    ['complaint.water.quality'],
    '发黄|黄水|铁锈|浑浊|水质|水有(异|臭)?味|brown water',
    250,
    2 * DAY,
  ),
  wide(
    'power-outage',
    ['complaint.power.outage', 'acc.infra.power', 'complaint.power.voltage', 'sudden.overhead_cable'],
    '停电|没电|断电|跳闸|冇电|配电箱|电缆|no power|power (cut|outage)',
    200,
    8,
  ),
  wide('heating', ['complaint.heat.cold'], '暖气不热|供暖|不热|室温|heating', 200, 3 * DAY),
  wide(
    'flooding',
    ['sudden.road_flooding', 'nat.flood', 'complaint.drainage', 'acc.infra.drainage', 'nat.met.rainstorm'],
    '积水|内涝|水浸|被淹|水淹|淹了|涵洞|flood|standing water',
    120,
    8,
  ),
  narrow('sewer', ['sudden.sewer'], '下水道|污水|下水井冒|冒水|堵了|化粪池|反水|sewer|sewage', 60, 3 * DAY),
  narrow('tree-down', ['sudden.tree'], '树.{0,4}(倒|断|折|砸)|倒.{0,3}树|断枝|fallen tree', 60, DAY),
  narrow(
    'tree',
    ['complaint.green', 'env.dirty_green', 'env.hung_on_trees'],
    '修剪|树枝|遮(挡|住)|挡住窗|绿化|trim',
    50,
    14 * DAY,
  ),
  narrow(
    'lamp',
    ['component.street_lamp', 'complaint.lighting'],
    '路灯|灯不亮|黑漆漆|street ?lamps?|street ?lights?',
    50,
    14 * DAY,
  ),
  narrow('lift', ['complaint.lift', 'acc.equip.elevator'], '电梯|升降机|困梯|困人|elevator|\\blift', 50, 3 * DAY),
  narrow(
    'housing-leak',
    ['complaint.housing.leak', 'complaint.housing.quality'],
    '漏水|渗水|屋顶漏|天花板',
    30,
    7 * DAY,
  ),
  narrow(
    'rubble',
    ['env.rubble', 'complaint.dumping', 'construction.waste', 'env.spillage'],
    '渣土|建筑垃圾|砖|水泥块|偷倒|倾倒|dumped rubble|illegal dumping',
    60,
    4 * DAY,
  ),
  narrow(
    'dead-animal',
    ['env.dead_animal'],
    '死(猫|狗|老鼠|鸡|动物)|动物尸体|(猫|狗)的?尸体|dead (animal|cat|dog)',
    50,
    2 * DAY,
  ),
  narrow(
    'bulky',
    ['complaint.bulky_waste', 'env.dumped_furniture'],
    '沙发|床垫|家具|衣柜|旧柜|马桶|冰箱|bulky|mattress|sofa',
    35,
    4 * DAY,
  ),
  narrow(
    'garbage',
    ['env.exposed_garbage', 'complaint.waste', 'component.litter_bin', 'env.dirty_road'],
    '(?<!建筑|装修)垃圾|清运|果皮箱|苍蝇|garbage|trash',
    40,
    3 * DAY,
  ),
  narrow(
    'graffiti',
    ['complaint.graffiti', 'advert', 'env.dirty_facade'],
    '小广告|涂鸦|乱涂|乱贴|张贴|横幅|graffiti',
    30,
    3 * DAY,
  ),
  wide(
    'fight',
    ['social.disturbance', 'complaint.safety.public', 'social.mass', 'sudden.crowd', 'social.crime'],
    '打架|斗殴|群架|干仗|打起来|闹事|持刀|聚集|fight',
    80,
    2,
  ),
  wide('missing', ['social.missing'], '走丢|走失|找不到了|失踪|迷路|missing (child|person)', 200, 12),
  narrow(
    'structure',
    ['env.unauthorised_structure', 'complaint.illegal_building'],
    '违建|私搭|违章建筑|加盖|搭棚|illegal building',
    30,
    30 * DAY,
  ),
];

/** Words that name the first name the second by the way: a dead cat that nobody clears is not the rubbish of the house. */
export const RATHER: readonly (readonly [string, string])[] = [
  ['manhole', 'road-damage'],
  ['bikes', 'parking'],
  ['dead-animal', 'garbage'],
  ['bulky', 'garbage'],
  ['rubble', 'garbage'],
  ['vehicle-fire', 'fire'],
  ['burning', 'fire'],
  ['fire-hazard', 'fire'],
  ['parking', 'fire-hazard'],
  ['crash', 'congestion'],
  ['signal', 'congestion'],
  ['water-burst', 'water-outage'],
  ['tree-down', 'tree'],
  ['fumes', 'barbecue'],
  ['loud-music', 'building-noise'],
];

/** Families that one happening brings together: who calls names the cause or what it led to. */
export const RELATED: readonly (readonly [string, string])[] = [
  ['fire', 'vehicle-fire'],
  ['crash', 'congestion'],
  ['flooding', 'congestion'],
  ['flooding', 'sewer'],
  ['flooding', 'water-burst'],
  ['collapse', 'road-damage'],
  ['manhole', 'road-damage'],
  ['rubble', 'garbage'],
  ['bulky', 'garbage'],
  ['hawker', 'trading'],
  ['barbecue', 'hawker'],
  ['trading', 'barbecue'],
  ['tree', 'tree-down'],
];
