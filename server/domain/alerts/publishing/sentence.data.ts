import type { AlertCheck } from '../../../../protocol/alert.js';
import type { Level } from './draw/tone.data.js';

/** Sentences and labels that a bulletin says of its own document. */
export interface Sentences {
  kicker: string;
  nature: string;
  demo: string;
  levels: Record<Level, string>;
  numerals: readonly string[];
  number: string;
  issued: string;
  valid: string;
  idName: string;
  version: (n: number) => string;
  span: (from: string, to: string) => string;
  days: (from: number, to: number, month: number) => string;
  month: (month: number, year?: number) => string;
  to: (day: number) => string;
  expected: string;
  interval: (low: string, high: string) => string;
  against: (percent: string) => string;
  soFar: (month: string, day: number | null) => string;
  meanOf: (years: number, month: string) => string;
  expectedIn: (month: string) => string;
  risksNote: (month: string) => string;
  mapNote: string;
  placesOf: string;
  citizens: string;
  units: string;
  checked: string;
  checkedNote: (inside: number, of: number) => string;
  checkHead: (month: string) => readonly string[];
  results: Record<AlertCheck['result'], string>;
  countedTo: (at: string, rows: string) => string;
  signed: (issuer: string, leads: string) => string;
  id: (id: string, version: number, cap: string) => string;
  corrects: (version: number, of: number, reason: string) => string;
  superseded: (version: number) => string;
  unpublished: string;
  withdrawn: (at: string, reason: string) => string;
  see: (version: number) => string;
  join: string;
}

const zh: Sentences = {
  kicker: '每月城市安全风险提示',
  nature: '本提示提供风险信息和安全建议，不是预警信号；气象等部门发布预警时，以预警为准。',
  demo: '演示数据：城市、地名和数字均为虚构。',
  levels: { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' },
  numerals: ['一', '二', '三', '四', '五'],
  number: '文号',
  issued: '发布',
  valid: '适用',
  idName: '编号',
  version: (n) => `第 ${n} 版`,
  span: (from, to) => `${from} 至 ${to}`,
  days: (from, to) => (from === to ? `${to} 日` : `${from}–${to} 日`),
  month: (month, year) => `${year ? `${year} 年 ` : ''}${month} 月`,
  to: (day) => `至 ${day} 日`,
  expected: '预测',
  interval: (low, high) => `80% 区间 ${low}–${high}`,
  against: (percent) => `较平均 ${percent}`,
  soFar: (month, day) => (day === null ? month : `${month}至 ${day} 日`),
  meanOf: (years, month) => `近 ${years} 年 ${month}平均`,
  expectedIn: (month) => `${month}预测`,
  risksNote: (month) => `虚框为上月，灰柱为历年 ${month}，色块为预测及 80% 区间`,
  mapNote: '按区县着色，数字为重点风险的历史件数；带号标记为重点地点',
  placesOf: '重点地点',
  citizens: '给市民',
  units: '给单位',
  checked: '上月预测说得准不准',
  checkedNote: (inside, of) => `${of} 项中 ${inside} 项落在区间内`,
  checkHead: (month) => [month, '预测', '80% 区间', '实际', '结果'],
  results: { inside: '区间内', above: '高于区间', below: '低于区间' },
  countedTo: (at, rows) => `统计截至 ${at}，共 ${rows} 条。`,
  signed: (issuer, leads) => `签发 ${issuer}；牵头 ${leads}`,
  id: (id, version, cap) => `编号 ${id}；第 ${version} 版；CAP ${cap}`,
  corrects: (version, of, reason) => `第 ${version} 版，更正第 ${of} 版：${reason}`,
  superseded: (version) => `本版已更正，请看第 ${version} 版。`,
  unpublished: '预览：未发布，内容可能变动。',
  withdrawn: (at, reason) => `本提示已于 ${at} 撤回：${reason}`,
  see: (version) => `看第 ${version} 版`,
  join: '、',
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const en: Sentences = {
  kicker: 'Monthly city safety alert',
  nature:
    'This alert gives risk information and safety advice. It is not an official warning; where one is in force, follow the warning.',
  demo: 'Demonstration: city, places and figures are invented.',
  levels: { red: 'Red', orange: 'Orange', yellow: 'Yellow', blue: 'Blue' },
  numerals: ['1', '2', '3', '4', '5'],
  number: 'No.',
  issued: 'Issued',
  valid: 'Valid',
  idName: 'Id',
  version: (n) => `version ${n}`,
  span: (from, to) => `${from} to ${to}`,
  days: (from, to, month) => `${from === to ? to : `${from}–${to}`} ${MONTHS[month - 1] ?? month}`,
  month: (month, year) => `${MONTHS[month - 1] ?? month}${year ? ` ${year}` : ''}`,
  to: (day) => `1–${day}`,
  expected: 'Forecast',
  interval: (low, high) => `80% interval ${low}–${high}`,
  against: (percent) => `${percent} on mean`,
  soFar: (month, day) => (day === null ? month : `${month} 1–${day}`),
  meanOf: (years, month) => `Mean of ${years} ${month}s`,
  expectedIn: (month) => `Forecast ${month}`,
  risksNote: (month) => `Dashed: last month; grey: earlier ${month}s; block: forecast with its 80% interval`,
  mapNote: 'Shaded by district; figures count the main risks in earlier years; numbered signs mark the places',
  placesOf: 'Places',
  citizens: 'For residents',
  units: 'For organisations',
  checked: 'How right was last month’s forecast',
  checkedNote: (inside, of) => `${inside} of ${of} inside the interval`,
  checkHead: (month) => [month, 'Forecast', '80% interval', 'Actual', 'Result'],
  results: { inside: 'inside', above: 'above', below: 'below' },
  countedTo: (at, rows) => `Counted up to ${at}, ${rows} records in all.`,
  signed: (issuer, leads) => `Issued by ${issuer}. Lead: ${leads}.`,
  id: (id, version, cap) => `${id} · version ${version} · CAP ${cap}`,
  corrects: (version, of, reason) => `Version ${version} corrects version ${of}: ${reason}`,
  superseded: (version) => `This version was corrected; see version ${version}.`,
  unpublished: 'Preview: not published, and may change.',
  withdrawn: (at, reason) => `This alert was withdrawn on ${at}: ${reason}`,
  see: (version) => `See version ${version}`,
  join: ', ',
};

export const SENTENCES = { 'zh-CN': zh, en } as const;
