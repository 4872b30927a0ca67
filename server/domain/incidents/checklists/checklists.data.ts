import type { Checklist, ChecklistItem } from '../../../../protocol/checklist.js';

const ask = (id: string, nameZh: string, nameEn: string): ChecklistItem => ({ id, kind: 'ask', nameZh, nameEn });
const act = (id: string, nameZh: string, nameEn: string): ChecklistItem => ({ id, kind: 'do', nameZh, nameEn });
/** Ours, until a city's own plans take their place. */
const SOURCE = 'city-brain';

/** What to ask and do, by type. A changed list is a new version below the old one, which stays: incidents keep the one they began with. */
export const CHECKLISTS: readonly Checklist[] = [
  {
    ...{ id: 'lift', version: 1, nameZh: '电梯困人', nameEn: 'People in a lift', source: SOURCE },
    types: ['acc.equip.elevator'],
    items: [
      ask('people', '核实人数与有无病患', 'How many, is anybody ill'),
      ask('calm', '安抚并保持通话', 'Calm them, stay on the line'),
      act('send', '派出救援并通知物业', 'Send rescue, tell the property manager'),
      act('fire', '超 15 分钟转消防', 'After 15 minutes turn to the fire brigade'),
      act('photo', '现场照片回传', 'Photos from the scene'),
      act('stop', '停用并挂牌，查明原因', 'Out of use with a sign, find the cause'),
    ],
  },
  {
    ...{ id: 'gas', version: 1, nameZh: '燃气泄漏', nameEn: 'Gas leak', source: SOURCE },
    types: ['acc.infra.gas_leak', 'sudden.gas_pipe'],
    items: [
      ask('inside', '室内还是室外，有无人员不适', 'Inside or outside, is anybody unwell'),
      ask('spark', '告知：不开关电器、不动明火、开窗撤离', 'Say: no switches, no flame, windows open, leave'),
      act('company', '通知燃气公司关阀', 'Have the gas company close the valve'),
      act('fire', '通知消防、设警戒', 'Fire brigade and a cordon'),
      act('evacuate', '疏散人数与去向', 'How many were evacuated, where to'),
      act('level', '浓度降到爆炸下限 10% 以下再解除', 'Lifted only below 10 % of the lower explosive limit'),
    ],
  },
  {
    ...{ id: 'fire', version: 1, nameZh: '火灾', nameEn: 'Fire', source: SOURCE },
    types: ['acc.fire'],
    items: [
      ask('trapped', '有无被困人员，在几层', 'Is anybody trapped, on which floor'),
      ask('burning', '什么在烧，有无危化品', 'What burns, any hazardous goods'),
      act('fire', '通知消防、急救', 'Fire brigade and ambulance'),
      act('traffic', '通知交警清出通道', 'Have the police clear the way'),
      act('utilities', '通知断电、断气', 'Have power and gas cut'),
      act('report', '判断是否要信息报告', 'Does it have to be reported upward'),
    ],
  },
  {
    ...{ id: 'flooding', version: 1, nameZh: '积水内涝', nameEn: 'Flooding', source: SOURCE },
    types: ['acc.infra.drainage', 'nat.flood', 'sudden.road_flooding'],
    items: [
      ask('depth', '水深多少，有无车辆被困', 'How deep, is a car caught'),
      act('close', '封闭下穿通道并设人', 'Close the underpass, post somebody'),
      act('pump', '派排水抢险', 'Send the pumps'),
      act('power', '查周边配电设施', 'Look at the power installations around'),
      act('open', '退水后清淤再放行', 'After the water: clear the mud, then open'),
    ],
  },
  {
    ...{ id: 'road-collapse', version: 1, nameZh: '路面塌陷', nameEn: 'Road collapse', source: SOURCE },
    types: ['sudden.road_collapse', 'nat.geo.ground_collapse'],
    items: [
      ask('size', '多大多深，有无人车坠入', 'How wide and deep, has anybody fallen in'),
      act('fence', '围挡与绕行', 'Fence it and lead traffic around'),
      act('pipes', '核查水、气、电、通信管线', 'Check water, gas, power and telecom lines'),
      act('cavity', '探测周边空洞', 'Look for cavities around it'),
    ],
  },
  {
    ...{ id: 'street-order', version: 1, nameZh: '街面秩序', nameEn: 'Street order', source: SOURCE },
    types: ['street.'],
    items: [
      ask('shop', '认清店铺与经营者', 'Which shop, who runs it'),
      act('permit', '核对许可地段与时段', 'Is it permitted in that place and hour'),
      act('tell', '告知整改要求与时限', 'Say what has to be put right, by when'),
      act('after', '整改后照片', 'A photo after the work'),
    ],
  },
];
