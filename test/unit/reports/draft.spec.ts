import { describe, expect, it } from '@jest/globals';
import { draftOf, type DraftInput } from '../../../server/domain/reports/draft.rules.js';

const at = (time: string) => Date.parse(`2026-11-22T${time}:00+08:00`);
const input = (over: Partial<DraftInput> = {}, incident: Partial<DraftInput['incident']> = {}): DraftInput => ({
  ...{ kind: 'first', no: 1, to: '市委市政府总值班室', city: '澜川市', zone: 'Asia/Shanghai' },
  ...{
    centre: '澜川市城市运行管理中心',
    nowMs: at('10:20'),
    lastReportMs: null,
    course: [{ atMs: at('10:12'), state: '待派遣' }],
  },
  incident: {
    ...{ no: '20261122-000001', type: '燃气泄漏', level: 2, title: '地下室有浓烈燃气味', body: '已疏散二十余人' },
    ...{ place: '文昌路 12 号', district: '锦渡区', source: '12345 热线', state: '待派遣', reports: 3 },
    ...{ occurredMs: at('10:00'), receivedMs: at('10:05'), closedMs: null },
    ...incident,
  },
  ...over,
});

describe('the draft of a report', () => {
  it('holds what a first report must say, in city time, and leaves to people what nobody said', () => {
    expect(draftOf(input()).split('\n')).toEqual([
      '市委市政府总值班室：',
      '关于澜川市锦渡区燃气泄漏重大（Ⅱ级）事件的初报（20261122-000001）',
      '信息来源：12345 热线等 3 条报告。',
      '接报时间：2026年11月22日10时05分。',
      '发生时间：2026年11月22日10时00分。',
      '发生地点：锦渡区文昌路 12 号。',
      '基本情况：地下室有浓烈燃气味。已疏散二十余人',
      '人员伤亡：待核实，请填写',
      '财产损失：待核实，请填写',
      '影响与后果：待核实，请填写',
      '先期处置：',
      '  2026年11月22日10时12分，待派遣；',
      '下一步措施：待核实，请填写',
      '澜川市城市运行管理中心',
      '2026年11月22日10时20分',
    ]);
  });

  it('of a follow-up is numbered in Chinese and does not repeat the beginning', () => {
    const text = draftOf(input({ kind: 'followup', no: 12, course: [], lastReportMs: at('10:15') }));
    expect(text).toContain('的续报十二（');
    expect(text).toContain('自2026年11月22日10时15分报告以来处于“待派遣”状态');
    expect(text).not.toContain('发生地点');
  });

  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [21, '二十一'],
    [100, '100'],
  ])('counts %i as %s', (no, numeral) => {
    expect(draftOf(input({ kind: 'daily', no }))).toContain(`的日报${numeral}（`);
  });

  it('of a final report says how and when it ended', () => {
    const text = draftOf(input({ kind: 'final' }, { state: '已结束', closedMs: at('16:00') }));
    expect(text).toContain('处置结果：已结束，2026年11月22日16时00分结束。');
    expect(text).toContain('的终报（');
  });
});
