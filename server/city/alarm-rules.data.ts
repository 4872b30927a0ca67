import { AlarmRule } from '../../protocol/alarm-rule.js';

const OURS = 'city-brain default, handbook §8.2 [D]; rhythms as in docs/protocol.md §Feeds';
const FAULT = { cause: 'sensor-fault', causeZh: '传感器异常', causeEn: 'Sensor trouble' } as const;

/**
 * What can go wrong with any sensor. Limits of measured values belong to the city (`alarm-rules.json`): they depend on what is measured where.
 * `limit` counts rhythms of the sensor.
 */
export const BUILT_IN_ALARM_RULES: readonly AlarmRule[] = [
  {
    ...{ id: 'feed-interrupted', condition: 'feed-interrupted', level: 'feed', priority: 2 },
    ...{
      nameZh: '数据中断',
      nameEn: 'Feed interrupted',
      cause: 'feed',
      causeZh: '数据中断',
      causeEn: 'Feed interrupted',
    },
    actionZh: '联系数据提供单位；中断期间该路传感器不可用于研判',
    actionEn: 'Call whoever sends the feed; until then its sensors say nothing',
  },
  {
    ...{ id: 'sensor-no-data', condition: 'no-data', level: 'no-data', priority: 3, limit: 5 },
    ...{ nameZh: '无数据', nameEn: 'No data', ...FAULT, suppressedBy: ['feed-interrupted', 'sensor-clock'] },
    actionZh: '通知权属单位查看设备与通信',
    actionEn: 'Have the owner look at the device and its line',
  },
  {
    ...{ id: 'sensor-clock', condition: 'clock-skew', level: 'clock', priority: 3, limit: 5, onDelaySeconds: 300 },
    ...{ nameZh: '时钟偏差', nameEn: 'Clock skew', ...FAULT },
    actionZh: '通知权属单位校时；其读数暂不参与告警',
    actionEn: 'Have the owner set the clock; its readings raise nothing meanwhile',
  },
  {
    ...{ id: 'sensor-frozen', condition: 'frozen', level: 'frozen', priority: 3 },
    ...{ nameZh: '数值不变', nameEn: 'Frozen value', ...FAULT, suppressedBy: ['sensor-no-data'] },
    actionZh: '通知权属单位检查探头',
    actionEn: 'Have the owner check the probe',
  },
  {
    ...{ id: 'sensor-range', condition: 'out-of-range', level: 'range', priority: 3, offDelaySeconds: 60 },
    ...{ nameZh: '超出量程', nameEn: 'Out of range', ...FAULT },
    actionZh: '通知权属单位检查探头；该值不作依据',
    actionEn: 'Have the owner check the probe; do not rely on the value',
  },
].map((rule) => AlarmRule.parse({ ...rule, source: OURS }));
