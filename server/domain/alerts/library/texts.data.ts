import type { AlertTextInput } from '../../../../protocol/alert-library.js';

const SOURCE = 'city-brain default, in our own words: to be checked by the departments of the city';
const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const COLD = [11, 12, 1, 2];
const WARM = [5, 6, 7, 8, 9];

type Row = readonly [id: string, category: string | null, months: readonly number[], zh: string, en: string];

const CITIZENS: readonly Row[] = [
  [
    'all-leave',
    null,
    ALL,
    '遇险先离开危险处，再拨打报警电话，说清地点。',
    'In danger, leave first, then call and say where you are.',
  ],
  [
    'fire-ebike',
    'fire',
    ALL,
    '电动自行车及其电池不进楼入户充电，不堵疏散通道。',
    'Never charge e-bikes or their batteries indoors; keep escape routes clear.',
  ],
  [
    'fire-heating',
    'fire',
    COLD,
    '取暖器远离被褥，人走断电；睡前看灶具和插座。',
    'Keep heaters away from bedding and switch them off when you leave.',
  ],
  [
    'gas-smell',
    'gas',
    ALL,
    '闻到燃气味：关阀、开窗、不动电器，到屋外打电话。',
    'If you smell gas: close the valve, open windows, touch no switch, call from outside.',
  ],
  [
    'gas-winter',
    'gas',
    COLD,
    '烧炭、燃气热水器要通风，装一氧化碳报警器。',
    'Ventilate where charcoal or gas heaters burn and fit a carbon monoxide alarm.',
  ],
  [
    'waterlogging-avoid',
    'waterlogging',
    ALL,
    '积水路段不涉水行车，绕开下穿通道和地下空间。',
    'Do not drive into flooded roads; avoid underpasses and basements.',
  ],
  [
    'traffic-care',
    'traffic',
    ALL,
    '不抢行、不疲劳驾驶，骑行戴头盔。',
    'Give way, do not drive tired, wear a helmet when riding.',
  ],
  [
    'road-report',
    'road',
    ALL,
    '看到路面塌陷、裂缝，请绕行并告知12345。',
    'Keep away from sunken or cracked roads and report them to 12345.',
  ],
  [
    'pipes-frost',
    'pipes',
    COLD,
    '低温前给外露水管、水表保温，夜间可留细流。',
    'Before frost wrap exposed pipes and meters; let a thin stream run at night.',
  ],
  [
    'pipes-report',
    'pipes',
    ALL,
    '发现爆管漏水请远离并告知12345。',
    'Stay away from burst pipes and report them to 12345.',
  ],
  [
    'power-lines',
    'power',
    ALL,
    '远离垂落的电线，停电时拔下电热器具。',
    'Keep away from fallen cables; unplug heaters during a power cut.',
  ],
  [
    'ice-slow',
    'ice',
    COLD,
    '雨雪结冰天慢行，桥面、坡道提前减速。',
    'Go slowly on ice; brake early on bridges and slopes.',
  ],
  [
    'wind-away',
    'wind',
    ALL,
    '大风天远离广告牌、临时棚和大树，收好阳台物品。',
    'In gales keep away from signs, sheds and big trees; clear your balcony.',
  ],
  [
    'manhole-look',
    'manhole',
    ALL,
    '井盖缺失、松动处请绕行并告知12345。',
    'Walk around missing or loose covers and report them to 12345.',
  ],
  [
    'lift-stuck',
    'lift',
    ALL,
    '被困电梯按报警键等待救援，不扒门。',
    'Stuck in a lift: press the alarm and wait; do not force the doors.',
  ],
  ['site-away', 'site', ALL, '不进入工地围挡，不在塔吊下停留。', 'Keep out of building sites and from under cranes.'],
  [
    'crowd-exit',
    'crowd',
    ALL,
    '人多处先看出口，不逆行，听从引导。',
    'In crowds know the exits, go with the flow, follow the stewards.',
  ],
  [
    'chemicals-upwind',
    'chemicals',
    ALL,
    '遇泄漏往上风向撤离，不围观、不碰不明物。',
    'In a leak leave upwind; do not watch, touch nothing unknown.',
  ],
  [
    'food-cook',
    'food',
    WARM,
    '生熟分开，隔夜菜热透，不吃野生菌。',
    'Keep raw and cooked food apart, reheat thoroughly, eat no wild mushrooms.',
  ],
];

const UNITS: readonly Row[] = [
  [
    'all-duty',
    null,
    ALL,
    '各单位核对值班表和应急物资，节日前再查一次。',
    'Check duty rosters and emergency stocks, and again before holidays.',
  ],
  [
    'fire-patrol',
    'fire',
    ALL,
    '物业和村居清理楼道充电、杂物和被占的消防通道。',
    'Property managers clear stairwells of chargers and goods, and fire lanes of cars.',
  ],
  [
    'gas-inspect',
    'gas',
    ALL,
    '供气单位入户查软管、阀门和烟道；餐饮单位收档关总阀。',
    'Gas suppliers inspect hoses, valves and flues; restaurants close the main valve at night.',
  ],
  [
    'waterlogging-drains',
    'waterlogging',
    ALL,
    '清掏雨水口，备足泵车，低洼点有人看守。',
    'Clear gullies, have pumps ready, watch low places.',
  ],
  [
    'traffic-spots',
    'traffic',
    ALL,
    '事故多发路口增加警力和标志，校园周边错峰。',
    'More officers and signs at accident spots; stagger school hours.',
  ],
  [
    'road-survey',
    'road',
    ALL,
    '管线密集和施工路段做地下空洞探测。',
    'Survey for cavities where pipes are dense or roads were dug.',
  ],
  [
    'pipes-patrol',
    'pipes',
    ALL,
    '老旧管段加密巡查，抢修队伍和备件就位。',
    'Patrol old mains more often; keep repair crews and parts ready.',
  ],
  [
    'power-lines-check',
    'power',
    ALL,
    '巡查架空线缆和配电房，备好应急发电车。',
    'Inspect overhead cables and substations; have generators ready.',
  ],
  [
    'ice-salt',
    'ice',
    COLD,
    '桥面、坡道备足融雪剂，按预警提前到位。',
    'Stock grit for bridges and slopes and be there ahead of warnings.',
  ],
  [
    'wind-signs',
    'wind',
    ALL,
    '检查广告牌、塔吊、临时棚，修剪危枝。',
    'Check signs, cranes and sheds; prune dangerous branches.',
  ],
  ['manhole-patrol', 'manhole', ALL, '权属单位补齐井盖，加装防坠网。', 'Owners replace covers and fit safety nets.'],
  [
    'lift-service',
    'lift',
    ALL,
    '按期维保电梯，应急电话保持畅通。',
    'Service lifts on time; keep their emergency lines working.',
  ],
  [
    'site-stop',
    'site',
    ALL,
    '恶劣天气停止高处和吊装作业，查基坑支护。',
    'Stop work at height and lifting in bad weather; check pit supports.',
  ],
  [
    'crowd-plan',
    'crowd',
    ALL,
    '活动核定人数上限，设单向通道和劝返点。',
    'Set limits of attendance, one-way routes and points of return.',
  ],
  [
    'chemicals-check',
    'chemicals',
    ALL,
    '查储罐、阀门和联锁，动火作业专人监护。',
    'Check tanks, valves and interlocks; supervise hot work.',
  ],
  [
    'food-canteens',
    'food',
    ALL,
    '学校和养老机构食堂查进货、留样和消毒。',
    'Canteens of schools and homes check purchase, samples and disinfection.',
  ],
];

const OUTLOOK: readonly Row[] = [
  [
    'outlook-winter',
    null,
    [12, 1, 2],
    '气温低，取暖用电、用气增加，火灾、一氧化碳中毒、管网冻裂和道路结冰的风险上升。',
    'It is cold: more heating by power and gas raises the risk of fires, carbon monoxide, frozen pipes and icy roads.',
  ],
  [
    'outlook-spring',
    null,
    [3, 4, 5],
    '气温回升，风大物燥，施工全面复工，春游踏青增多。',
    'It gets warmer and windy; building sites are back at work and outings begin.',
  ],
  [
    'outlook-summer',
    null,
    [6, 7, 8],
    '进入主汛期和高温期，强降雨、内涝和用电高峰叠加。',
    'Main flood season and heat: heavy rain, waterlogging and peak demand for power coincide.',
  ],
  [
    'outlook-autumn',
    null,
    [9, 10, 11],
    '汛期收尾，天气转凉干燥，节庆活动和用火用电增多。',
    'The floods end; it turns cool and dry, with festivals and more use of fire and power.',
  ],
];

/** The library that a city starts from, by id. Rows of table `alert_text`; people edit it there. */
export const DEFAULT_TEXTS: readonly (AlertTextInput & { id: string })[] = [
  ...CITIZENS.map((row) => textOf('citizens', row)),
  ...UNITS.map((row) => textOf('units', row)),
  ...OUTLOOK.map((row) => textOf('outlook', row)),
];

function textOf(kind: AlertTextInput['kind'], [id, category, months, zh, en]: Row): AlertTextInput & { id: string } {
  return { id: kind === 'units' ? `u-${id}` : id, kind, category, months: [...months], zh, en, source: SOURCE };
}
