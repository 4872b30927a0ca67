import type { NoticeTemplateId } from '../../protocol/notice.js';

/**
 * Texts of notices; words are ours. `{place}` is road or place, never what a caller wrote. Gateways put the sender's name in front. Kept to one SMS (70
 * characters) with usual values.
 */
export const TEMPLATES: Readonly<Record<NoticeTemplateId, { zh: string; en: string }>> = {
  'dispatch-assigned': {
    zh: '{priority}事件{no}：{type}，{place}，请{unit}处置，{due}前完成，请签收。',
    en: '{priority} incident {no}: {type}, {place}. {unit} to handle by {due}. Please sign for it.',
  },
  'notice-withdrawn': {
    zh: '更正：{no}（{type}，{place}）的通知已撤回，请勿再按其行动。',
    en: 'Correction: the notice of {no} ({type}, {place}) is withdrawn. Do not act on it.',
  },
  rectify: {
    zh: '商户您好：{place}发现{type}，请于{due}前整改，届时复查。编号{no}。',
    en: 'To the shop: {type} was found at {place}. Put it right by {due}; it will be inspected again. No. {no}.',
  },
  'incident-returned': {
    zh: '退单：{no} {type}，{place}，请重新派遣。',
    en: 'Returned: {no} {type}, {place}. Please dispatch it again.',
  },
  'incident-supervised': {
    zh: '督办：{no} {type}，{place}，时限{due}，请立即办理并反馈。',
    en: 'Supervised: {no} {type}, {place}, due {due}. Act now and report.',
  },
  'incident-reminded': {
    zh: '催办：{no} {type}，{place}，时限{due}，请尽快办理。',
    en: 'Reminder: {no} {type}, {place}, due {due}.',
  },
  'escalation-raised': {
    zh: '升级提醒：{no} {type}，{place}，时限{due}，仍未处理，请过问。',
    en: 'Escalated: {no} {type}, {place}, due {due}, is not dealt with. Please look into it.',
  },
  'report-asked': {
    zh: '信息报告：{no} {type}，{place}，须于{due}前报送。',
    en: 'Report: {no} {type}, {place}, must be reported by {due}.',
  },
  'report-late': {
    zh: '信息报告超时：{no} {type}，{place}，应于{due}前报送。',
    en: 'Report late: {no} {type}, {place}, was due {due}.',
  },
  'roster-gap': {
    zh: '值守缺口：{post}，{from}至{to}无人在岗。',
    en: 'Gap in the roster: {post}, nobody from {from} to {to}.',
  },
  'handover-overdue': {
    zh: '交接班提醒：{from}至{to}的班次还没有人接班，请到值班室确认。',
    en: 'Handover: nobody has taken over the shift {from} to {to}. Please confirm in the duty room.',
  },
  'alert-compiled': {
    zh: '{month}城市安全风险提示草稿已编制（{alert}），请核对并发起会商。',
    en: 'The draft of the safety alert {month} is compiled ({alert}). Please check it and ask the departments.',
  },
  'alert-consulted': {
    zh: '会商：请就{month}城市安全风险提示（{alert}）提出意见，{due}截止。',
    en: 'Consultation: please comment on the safety alert {month} ({alert}) by {due}.',
  },
  'alert-reminded': {
    zh: '催办：{month}城市安全风险提示（{alert}）会商尚未回复，{due}截止。',
    en: 'Reminder: no comment yet on the safety alert {month} ({alert}), due {due}.',
  },
  'alert-submitted': {
    zh: '{month}城市安全风险提示（{alert}）已送审，请审签。',
    en: 'The safety alert {month} ({alert}) waits for approval.',
  },
  'alert-published': {
    zh: '{month}城市安全风险提示已发布（{alert}，第{version}版），请转发并落实。',
    en: 'The safety alert {month} is published ({alert}, version {version}). Please pass it on and act.',
  },
  'alert-withdrawn': {
    zh: '{month}城市安全风险提示（{alert}，第{version}版）已撤回，请停止转发。',
    en: 'The safety alert {month} ({alert}, version {version}) is withdrawn. Please stop passing it on.',
  },
  test: { zh: '这是一条测试通知，{at}。', en: 'This is a test notice, {at}.' },
};

const INCIDENT = ['no', 'type', 'place', 'priority', 'due'];

/** The places that each notice can fill. */
export const PLACES: Readonly<Record<NoticeTemplateId, readonly string[]>> = {
  'dispatch-assigned': [...INCIDENT, 'unit'],
  'notice-withdrawn': INCIDENT,
  rectify: INCIDENT,
  'incident-returned': INCIDENT,
  'incident-supervised': INCIDENT,
  'incident-reminded': INCIDENT,
  'escalation-raised': INCIDENT,
  'report-asked': INCIDENT,
  'report-late': INCIDENT,
  'roster-gap': ['post', 'from', 'to'],
  'handover-overdue': ['from', 'to'],
  'alert-compiled': ['month', 'alert'],
  'alert-consulted': ['month', 'alert', 'due'],
  'alert-reminded': ['month', 'alert', 'due'],
  'alert-submitted': ['month', 'alert'],
  'alert-published': ['month', 'alert', 'version'],
  'alert-withdrawn': ['month', 'alert', 'version'],
  test: ['at'],
};

/** What a preview is filled with; all of it is invented. */
export const SAMPLE = {
  no: '20261122-0123',
  type: { zh: '燃气泄漏', en: 'Gas leak' },
  place: '滨海大道 12 号',
  priority: 2,
  unit: '一队',
  post: '值班席',
  from: '2026-11-22T00:00:00Z',
  to: '2026-11-22T12:00:00Z',
  at: '2026-11-22T04:05:00Z',
  month: '2026-12',
  alert: '9901-AQTS-2026-12',
  version: '1',
} as const;

export const PRIORITY_NAMES: Readonly<Record<1 | 2 | 3 | 4, { zh: string; en: string }>> = {
  1: { zh: '特急', en: 'Critical' },
  2: { zh: '紧急', en: 'Urgent' },
  3: { zh: '一般', en: 'Normal' },
  4: { zh: '提示', en: 'Minor' },
};

/** In front of what is only shown on the desk. */
export const MARKS = { demo: { zh: '【演示】', en: '[DEMO] ' }, drill: { zh: '【演练】', en: '[DRILL] ' } } as const;
