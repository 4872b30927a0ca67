import type { EscalationChain, EscalationTarget } from '../../../protocol/escalation.js';

const DESK: EscalationTarget = { kind: 'post', ref: 'duty-desk' };
const LEAD: EscalationTarget = { kind: 'on-call', ref: 'shift-lead' };
const LEADER: EscalationTarget = { kind: 'on-call', ref: 'duty-leader' };

const anything = {
  ...{ procedure: null, type: null, priority: null, district: null, effectiveFrom: null, effectiveTo: null },
  ...{ calendar: 'natural', source: 'city-brain default' },
};

/** Chains that every city starts from; waits are our own defaults. A city changes them in table `escalation_chain` or at /admin. */
export const BUILT_IN_CHAINS: readonly EscalationChain[] = [
  {
    ...anything,
    ...{ id: 'unreviewed-p1', nameZh: '特急事件未核实', nameEn: 'Immediate incident not reviewed' },
    ...{ trigger: 'unreviewed', priority: 1, repeatMinutes: 10, repeats: null },
    steps: [
      { waitMinutes: 2, to: DESK },
      { waitMinutes: 3, to: LEAD },
      { waitMinutes: 5, to: LEADER },
    ],
  },
  {
    ...anything,
    ...{ id: 'step-overdue', nameZh: '环节超时', nameEn: 'Step overdue' },
    ...{ trigger: 'step-overdue', repeatMinutes: null, repeats: null },
    steps: [
      { waitMinutes: 0, to: DESK },
      { waitMinutes: 30, to: LEAD },
    ],
  },
  {
    ...anything,
    ...{ id: 'step-overdue-p1', nameZh: '特急事件环节超时', nameEn: 'Step of an immediate incident overdue' },
    ...{ trigger: 'step-overdue', priority: 1, repeatMinutes: 15, repeats: null },
    steps: [
      { waitMinutes: 0, to: LEAD },
      { waitMinutes: 10, to: LEADER },
    ],
  },
  {
    ...anything,
    ...{ id: 'overdue', nameZh: '整体超时', nameEn: 'Incident overdue' },
    ...{ trigger: 'overdue', repeatMinutes: 24 * 60, repeats: 3 },
    steps: [
      { waitMinutes: 0, to: LEAD },
      { waitMinutes: 60, to: LEADER },
    ],
  },
  {
    ...anything,
    ...{ id: 'report-late', nameZh: '信息报告迟报', nameEn: 'Information report late' },
    ...{ trigger: 'report-late', repeatMinutes: 15, repeats: null },
    steps: [
      { waitMinutes: 0, to: LEAD },
      { waitMinutes: 10, to: LEADER },
    ],
  },
];
