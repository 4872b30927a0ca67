import type { RiskWeight } from '../../../protocol/risk-weight.js';

const OURS = 'city-brain 自定';
const row = (name: RiskWeight['name'], value: number, source: string): RiskWeight => ({ name, value, source });

/** Weights that a city begins with; its own versions replace them. Points are hundredths. */
export const DEFAULT_WEIGHTS: readonly RiskWeight[] = [
  row('alarm.1', 9000, `${OURS}：一条特急告警即入高档`),
  row('alarm.2', 8000, `${OURS}：一条紧急告警即入高档（燃气一级、积水封控等，GB/T 50493）`),
  row('alarm.3', 4500, `${OURS}：一条一般告警入低档`),
  row('alarm.4', 2000, `${OURS}：提示类不单独入档`),
  row('incident.1', 8000, `${OURS}：未结特急事件即入高档`),
  row('incident.2', 5000, `${OURS}：未结紧急事件入低档，两件入中档`),
  row('incident.3', 2000, `${OURS}：一般事件不单独入档`),
  row('incident.4', 800, `${OURS}：提示事件不单独入档`),
  row('records.incident', 400, `${OURS}：高出平时一个标准差计 4 分，十个标准差入低档`),
  row('records.complaint', 300, `${OURS}：诉求较事件为轻，高出平时一个标准差计 3 分`),
  row('records.risk', 400, `${OURS}：同事件`),
  row('record.1', 4000, `${OURS}：特急件按 4 件计`),
  row('record.2', 2000, `${OURS}：紧急件按 2 件计`),
  row('record.3', 1000, `${OURS}：一般件按 1 件计`),
  row('record.4', 500, `${OURS}：提示件按半件计`),
  row(
    'point.red',
    3000,
    `${OURS}：重大风险点（红），长期分值，不单独入档；分级依据《关于实施遏制重特大事故工作指南》四色`,
  ),
  row('point.orange', 2000, `${OURS}：较大风险点（橙）`),
  row('point.yellow', 1000, `${OURS}：一般风险点（黄）`),
  row('point.blue', 300, `${OURS}：低风险点（蓝）`),
  row('object.red', 600, `${OURS}：红档监管对象；三色为监管频次，非风险等级，故分值小`),
  row('object.yellow', 200, `${OURS}：黄档监管对象`),
  row('object.green', 0, `${OURS}：绿档监管对象不计`),
  row('share', 500, `${OURS}：同类第二个起逐个减半，避免件数压过轻重`),
  row('half-life', 60, `${OURS}：结束后每 60 分钟减半，六小时后不计`),
  row('step', 5, `${OURS}：衰减每 5 分钟变化一次`),
  row('level.low', 4000, `${OURS}：手册 §4.2 实体评分分档 80/60/40`),
  row('level.middle', 6000, `${OURS}：手册 §4.2 实体评分分档 80/60/40`),
  row('level.high', 8000, `${OURS}：手册 §4.2 实体评分分档 80/60/40`),
];
