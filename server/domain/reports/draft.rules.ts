import { DateTime } from 'luxon';
import type { EventLevel } from '../../../protocol/incident.js';
import type { ReportKind } from '../../../protocol/report.js';

/** What a draft is made of. Times epoch milliseconds; `course` holds the states reached since the report before, oldest first. */
export interface DraftInput {
  kind: ReportKind;
  no: number;
  to: string;
  city: string;
  centre: string;
  zone: string;
  nowMs: number;
  incident: {
    no: string;
    type: string;
    level: EventLevel;
    title: string | null;
    body: string | null;
    place: string | null;
    district: string;
    source: string;
    state: string;
    reports: number;
    occurredMs: number;
    receivedMs: number;
    closedMs: number | null;
  };
  course: readonly { atMs: number; state: string }[];
  lastReportMs: number | null;
}

const LEVELS: Record<EventLevel, string> = {
  1: '特别重大（Ⅰ级）',
  2: '重大（Ⅱ级）',
  3: '较大（Ⅲ级）',
  4: '一般（Ⅳ级）',
};
const DIGITS = '零一二三四五六七八九';
/** What nobody has told the service. It is left for a person to fill in, never guessed. */
const TO_FILL = '待核实，请填写';

/**
 * Drafts an information report in Chinese from the fields of an incident; a person completes it and submits it. A follow-up says what happened
 * since the report before and does not repeat the beginning. @source handbook §1.6: source, times, casualties, loss, consequence, course
 */
export function draftOf(input: DraftInput): string {
  const { incident, kind } = input;
  const head = [`${input.to}：`, headline(input)];
  const tail = [input.centre, `${timeOf(input.nowMs, input.zone)}`];
  const bodies: Record<ReportKind, () => string[]> = {
    first: () => [...origin(input), ...harm(), ...courseOf(input, '先期处置'), '下一步措施：' + TO_FILL],
    followup: () => [...harm(), ...courseOf(input, '处置进展'), '发展趋势：' + TO_FILL, '下一步措施：' + TO_FILL],
    daily: () => [...harm(), ...courseOf(input, '当日进展'), '发展趋势：' + TO_FILL],
    final: () => [
      ...origin(input),
      ...harm(),
      ...courseOf(input, '处置经过'),
      `处置结果：${incident.state}${incident.closedMs === null ? '' : `，${timeOf(incident.closedMs, input.zone)}结束`}。`,
      '善后与评估：' + TO_FILL,
    ],
  };
  return [...head, ...bodies[kind](), ...tail].join('\n');
}

function headline({ incident, kind, no, city }: DraftInput): string {
  const name = { first: '初报', followup: `续报${numeral(no)}`, daily: `日报${numeral(no)}`, final: '终报' }[kind];
  return `关于${city}${incident.district}${incident.type}${LEVELS[incident.level]}事件的${name}（${incident.no}）`;
}

function origin({ incident, zone }: DraftInput): string[] {
  return [
    `信息来源：${incident.source}${incident.reports > 1 ? `等 ${incident.reports} 条报告` : ''}。`,
    `接报时间：${timeOf(incident.receivedMs, zone)}。`,
    `发生时间：${timeOf(incident.occurredMs, zone)}。`,
    `发生地点：${incident.district}${incident.place ?? `（${TO_FILL}）`}。`,
    `基本情况：${incident.title ?? incident.type}${incident.body ? `。${incident.body}` : ''}`,
  ];
}

function harm(): string[] {
  return [`人员伤亡：${TO_FILL}`, `财产损失：${TO_FILL}`, `影响与后果：${TO_FILL}`];
}

function courseOf({ course, zone, lastReportMs, incident }: DraftInput, title: string): string[] {
  if (course.length === 0) {
    const since = lastReportMs === null ? '接报以来' : `自${timeOf(lastReportMs, zone)}报告以来`;
    return [`${title}：${since}处于“${incident.state}”状态，无新的节点。`];
  }
  return [`${title}：`, ...course.map(({ atMs, state }) => `  ${timeOf(atMs, zone)}，${state}；`)];
}

function timeOf(ms: number, zone: string): string {
  return DateTime.fromMillis(ms, { zone }).toFormat('yyyy年M月d日HH时mm分');
}

/** 一, 十二, 二十; 续报 are numbered in Chinese. */
function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (n >= 100) return String(n);
  const end = ones === 0 ? '' : DIGITS[ones];
  if (tens === 0) return `${end}`;
  return `${tens === 1 ? '' : DIGITS[tens]}十${end}`;
}
