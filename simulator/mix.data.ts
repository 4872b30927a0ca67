import type { Priority } from '../protocol/observation.js';
import type { Where } from './ground.js';

/** One type of work as one source reports it. `wet` multiplies its weight at the height of a rainstorm. */
export interface MixEntry {
  type: string;
  weight: number;
  wet?: number;
  priority?: Priority;
  limitHours: number;
  org: string;
  where: Where;
  titles: readonly string[];
  details: readonly string[];
}

const ORG = {
  city: '城市管理局',
  clean: '环卫中心',
  water: '水务局',
  gas: '燃气集团',
  power: '供电公司',
  police: '交警支队',
  market: '市场监管局',
  env: '生态环境局',
  housing: '住房城乡建设局',
  fire: '消防救援支队',
  heat: '供热集团',
  transport: '交通运输局',
} as const;

const HOTLINE: readonly MixEntry[] = [
  { type: 'complaint.noise.construction', weight: 14, limitHours: 24, org: ORG.env, where: 'home', titles: ['{place}附近夜间施工噪声', '{road}工地凌晨还在施工'], details: ['夜里十一点后仍有打桩声', '居民多次反映无人管', '影响学生休息'] },
  { type: 'complaint.noise.neighbour', weight: 9, limitHours: 48, org: ORG.city, where: 'home', titles: ['{place}旁广场舞音量过大', '{place}附近邻居装修扰民'], details: ['音箱放在居民楼下', '周末一早就开始'] },
  { type: 'complaint.water.outage', weight: 8, limitHours: 12, org: ORG.water, where: 'home', titles: ['{place}一带停水', '{road}沿线水压过低'], details: ['上午八点起没有水', '高层用户只有细流', '没有接到停水通知'] },
  { type: 'complaint.power.outage', weight: 7, wet: 2, limitHours: 12, org: ORG.power, where: 'home', titles: ['{place}附近停电', '{road}部分楼栋停电'], details: ['电梯停在半层', '已停电一个小时', '邻近小区正常'] },
  { type: 'complaint.heat.cold', weight: 7, limitHours: 24, org: ORG.heat, where: 'home', titles: ['{place}旁小区供暖温度不足', '{road}住户暖气不热'], details: ['室温只有十五度', '已连续三天', '物业说在等热力公司'] },
  { type: 'complaint.parking', weight: 12, limitHours: 24, org: ORG.police, where: 'road', titles: ['{road}违停占用消防通道', '{road}人行道停满车辆'], details: ['救护车进不来', '盲道被堵', '早晚高峰最严重'] },
  { type: 'complaint.waste', weight: 9, limitHours: 24, org: ORG.clean, where: 'home', titles: ['{place}旁垃圾清运不及时', '{road}垃圾桶满溢'], details: ['已有异味', '两天没有清运'] },
  { type: 'complaint.road.damage', weight: 7, limitHours: 72, org: ORG.city, where: 'road', titles: ['{road}路面坑洼', '{road}窨井盖松动'], details: ['电动车容易摔倒', '车辆经过响声很大'] },
  { type: 'complaint.drainage', weight: 5, wet: 8, limitHours: 24, org: ORG.water, where: 'road', titles: ['{road}雨水排不出去', '{road}污水外溢'], details: ['水已没过路缘石', '窨井往外冒水', '行人无法通过'] },
  { type: 'complaint.consumer', weight: 8, limitHours: 120, org: ORG.market, where: 'shop', titles: ['{place}预付卡退费纠纷', '{place}明码标价问题'], details: ['商家拒绝退款', '结账价格与标签不一致'] },
  { type: 'complaint.transport.bus', weight: 5, limitHours: 72, org: ORG.transport, where: 'road', titles: ['{road}公交候车时间过长', '{road}公交站亭破损'], details: ['等了四十分钟', '顶棚漏雨'] },
  { type: 'complaint.lift', weight: 4, limitHours: 24, priority: 2, org: ORG.market, where: 'home', titles: ['{place}旁住宅楼电梯困人', '{place}电梯频繁故障'], details: ['轿厢内有一位老人', '物业已赶到', '一周内第三次'] },
  { type: 'complaint.enquiry', weight: 9, limitHours: 72, priority: 4, org: ORG.city, where: 'home', titles: ['咨询{place}办事流程', '咨询{road}施工何时结束'], details: ['希望得到答复', '网上没有查到'] },
];

const GRID: readonly MixEntry[] = [
  { type: 'street.trading_outside', weight: 16, limitHours: 24, org: ORG.city, where: 'shop', titles: ['{place}店外经营', '{place}占道摆放商品'], details: ['货架摆出门外约两米', '第二次发现'] },
  { type: 'street.stacked_goods', weight: 9, limitHours: 24, org: ORG.city, where: 'road', titles: ['{road}乱堆物堆料', '{road}人行道堆放建材'], details: ['占用盲道', '高度超过一米'] },
  { type: 'street.bike_parking', weight: 10, limitHours: 4, org: ORG.city, where: 'road', titles: ['{road}非机动车乱停放', '{road}共享单车淤积'], details: ['约四十辆', '压占盲道'] },
  { type: 'env.exposed_garbage', weight: 12, limitHours: 4, org: ORG.clean, where: 'road', titles: ['{road}暴露垃圾', '{road}积存渣土'], details: ['约两立方米', '已设警示'] },
  { type: 'env.dirty_road', weight: 8, limitHours: 4, org: ORG.clean, where: 'road', titles: ['{road}道路不洁', '{road}路面遗撒'], details: ['长约三十米', '有油污'] },
  { type: 'env.damaged_road', weight: 7, limitHours: 72, org: ORG.city, where: 'road', titles: ['{road}路面破损', '{road}人行道砖松动'], details: ['坑深约五厘米', '约一平方米'] },
  { type: 'sudden.manhole', weight: 3, priority: 2, limitHours: 24, org: ORG.city, where: 'road', titles: ['{road}井盖缺失', '{road}雨水箅子破损'], details: ['已临时围挡', '靠近学校门口'] },
  { type: 'sudden.road_flooding', weight: 1.2, wet: 30, priority: 2, limitHours: 24, org: ORG.water, where: 'underpass', titles: ['{place}积水', '{place}下穿通道积水'], details: ['水深约二十厘米', '车辆绕行', '泵站已启动'] },
  { type: 'sudden.tree', weight: 0.8, wet: 12, priority: 3, limitHours: 24, org: ORG.city, where: 'road', titles: ['{road}树枝坠落', '{road}行道树倒伏'], details: ['占一条车道', '无人受伤'] },
  { type: 'advert.broken_sign', weight: 3, wet: 3, limitHours: 24, priority: 2, org: ORG.city, where: 'shop', titles: ['{place}招牌松动', '{road}广告牌破损'], details: ['离地约四米，下方有行人', '支架锈蚀'] },
  { type: 'construction.dust', weight: 4, limitHours: 24, org: ORG.env, where: 'road', titles: ['{road}工地扬尘', '{road}渣土车未覆盖'], details: ['喷淋未开', '出口未冲洗'] },
  { type: 'acc.infra.gas_leak', weight: 0.25, priority: 1, limitHours: 4, org: ORG.gas, where: 'road', titles: ['{road}燃气泄漏', '{road}施工挖破燃气管'], details: ['有明显气味，已疏散围观群众', '现场已断路'] },
];

const VIDEO: readonly MixEntry[] = [
  { type: 'street.hawker', weight: 14, limitHours: 4, org: ORG.city, where: 'road', titles: ['{road}游摊小贩', '{road}占道经营'], details: ['画面中三个摊位', '地铁口附近'] },
  { type: 'street.car_parking', weight: 14, limitHours: 4, org: ORG.police, where: 'road', titles: ['{road}机动车乱停放', '{road}占用公交专用道'], details: ['连续停放超过十分钟', '共五辆'] },
  { type: 'street.trading_outside', weight: 9, limitHours: 24, org: ORG.city, where: 'shop', titles: ['{place}店外经营'], details: ['置信度较高', '同一店铺本周第三次'] },
  { type: 'env.exposed_garbage', weight: 8, limitHours: 4, org: ORG.clean, where: 'road', titles: ['{road}垃圾箱满溢', '{road}打包垃圾'], details: ['画面可见散落', '周边商户投放'] },
  { type: 'sudden.road_flooding', weight: 0.6, wet: 26, priority: 2, limitHours: 24, org: ORG.water, where: 'underpass', titles: ['{place}路面积水'], details: ['水面覆盖全部车道', '有车辆熄火'] },
  { type: 'acc.road', weight: 1.2, wet: 2, priority: 2, limitHours: 4, org: ORG.police, where: 'road', titles: ['{road}交通事故', '{road}追尾'], details: ['占一条车道', '后方排队约三百米'] },
  { type: 'acc.fire', weight: 0.2, priority: 1, limitHours: 4, org: ORG.fire, where: 'road', titles: ['{road}冒烟', '{road}车辆起火'], details: ['画面可见明火', '浓烟向东扩散'] },
];

const SNAP: readonly MixEntry[] = [
  { type: 'complaint.parking', weight: 10, limitHours: 24, org: ORG.police, where: 'road', titles: ['{road}乱停车', '{place}门口停车挡路'], details: ['附照片', '每天都这样'] },
  { type: 'complaint.waste', weight: 9, limitHours: 24, org: ORG.clean, where: 'home', titles: ['{place}旁垃圾堆放'], details: ['附照片', '有苍蝇'] },
  { type: 'complaint.road.damage', weight: 8, limitHours: 72, org: ORG.city, where: 'road', titles: ['{road}坑洞', '{road}路灯不亮'], details: ['附照片', '夜里看不清'] },
  { type: 'complaint.drainage', weight: 3, wet: 14, limitHours: 24, org: ORG.water, where: 'road', titles: ['{road}积水'], details: ['附照片', '鞋都湿了'] },
  { type: 'complaint.noise.neighbour', weight: 4, limitHours: 48, org: ORG.city, where: 'home', titles: ['{place}附近噪声'], details: ['附录音', '持续一小时'] },
];

/** Source -> what it reports. */
export const TYPE_MIX: Readonly<Record<string, readonly MixEntry[]>> = {
  '12345-hotline': HOTLINE,
  grid: GRID,
  video: VIDEO,
  snap: SNAP,
};
