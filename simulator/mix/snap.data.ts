import { ORG, type MixEntry } from './entry.js';

/** What citizens photograph. */
export const SNAP: readonly MixEntry[] = [
  {
    type: 'complaint.parking',
    weight: 10,
    limitHours: 24,
    org: ORG.police,
    where: 'road',
    titles: ['{road}乱停车', '{place}门口停车挡路'],
    details: ['附照片', '每天都这样'],
  },
  {
    type: 'complaint.waste',
    weight: 9,
    limitHours: 24,
    org: ORG.clean,
    where: 'home',
    titles: ['{place}旁垃圾堆放'],
    details: ['附照片', '有苍蝇'],
  },
  {
    type: 'complaint.road.damage',
    weight: 8,
    limitHours: 72,
    org: ORG.city,
    where: 'road',
    titles: ['{road}坑洞', '{road}路灯不亮'],
    details: ['附照片', '夜里看不清'],
  },
  {
    type: 'complaint.drainage',
    weight: 3,
    wet: 14,
    limitHours: 24,
    org: ORG.water,
    where: 'road',
    titles: ['{road}积水'],
    details: ['附照片', '鞋都湿了'],
  },
  {
    type: 'complaint.noise.neighbour',
    weight: 4,
    limitHours: 48,
    org: ORG.city,
    where: 'home',
    titles: ['{place}附近噪声'],
    details: ['附录音', '持续一小时'],
  },
];
