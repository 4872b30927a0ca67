import type { LevelRule, Procedure } from '../../../../protocol/procedure.js';
import { ACT, calendar, commonWays, DISPATCH, REVIEW, SIDE_STATES, state, way } from './row.js';

const OPEN = ['received', 'verified', 'dispatched', 'signed', 'on_scene', 'controlled', 'checked'];
const GIVEN = ['dispatched', 'signed', 'on_scene'];

/** Whoever leads the response says that it is over. @source 突发事件应对法 (the government that leads declares it); that it is meant for Ⅰ and Ⅱ is ours */
const BY_A_LEADER: LevelRule = { levels: [1, 2], permissions: ['incidents.conclude'] };

/**
 * Emergencies (突发事件): 接报, 核实, 派遣, 出动, 到场, 受控, 结束. Those of level Ⅰ and Ⅱ are closed by a leader. Whole limits are our defaults until a city's own limits take their place:
 * fenced and safe within a day, the most urgent sooner. @source handbook §10.3 (states), §2.6 (product defaults); ours where marked
 */
export const EMERGENCY: Procedure = {
  ...{ id: 'emergency', version: 2, nameZh: '突发事件', nameEn: 'Emergency', source: 'city-brain' },
  ...{ initial: 'received', review: true, afterPhoto: false, clockFrom: 'occurred' },
  limits: { '1': calendar(2 * 60), '2': calendar(4 * 60), '3': calendar(12 * 60), '4': calendar(24 * 60) },
  repeat: null,
  bySource: ['received', 'verified'],
  steps: [
    { id: 'report', nameZh: '接报', nameEn: 'Reported' },
    { id: 'review', nameZh: '核实', nameEn: 'Verified' },
    { id: 'dispatch', nameZh: '派遣', nameEn: 'Dispatched' },
    { id: 'scene', nameZh: '到场', nameEn: 'On scene' },
    { id: 'control', nameZh: '受控', nameEn: 'Controlled' },
    { id: 'close', nameZh: '结束', nameEn: 'Closed' },
  ],
  states: [
    state(['received', '待核实', 'To verify'], { lane: 'review', step: 'report', limit: calendar(10) }),
    state(['verified', '待派遣', 'To dispatch'], { lane: 'dispatch', step: 'review', limit: calendar(5) }),
    state(['dispatched', '已派遣', 'Dispatched'], { lane: 'enroute', step: 'dispatch', limit: calendar(5) }),
    state(['signed', '出动途中', 'On the way'], { lane: 'enroute', step: 'dispatch', limit: calendar(30) }),
    state(['on_scene', '现场处置', 'On scene'], { lane: 'onsite', step: 'scene' }),
    state(['controlled', '已受控', 'Under control'], { lane: 'check', step: 'control', limit: calendar(60) }),
    state(['checked', '待结束', 'To close'], { lane: 'check', step: 'control', limit: calendar(60) }),
    state(['closed', '已结束', 'Closed'], { lane: null, step: 'close' }),
    ...SIDE_STATES,
  ],
  transitions: [
    way(['verify', '核实', 'Verify'], [['received'], 'verified'], { may: REVIEW }),
    way(['reject', '误报', 'False alarm'], [['received'], 'voided'], { may: REVIEW, guards: ['reason'] }),
    way(['dispatch', '派遣', 'Dispatch'], [['verified', 'dispatched'], 'dispatched'], {
      may: DISPATCH,
      guards: ['reviewed'],
    }),
    way(['sign', '签收', 'Sign for it'], [['dispatched'], 'signed'], { may: ACT }),
    way(['handle', '到场', 'Arrive'], [['dispatched', 'signed'], 'on_scene'], { may: ACT }),
    way(['feedback', '反馈受控', 'Report it controlled'], [['on_scene'], 'controlled'], { may: ACT }),
    way(['check', '核查', 'Check'], [['controlled'], 'checked'], { may: DISPATCH }),
    way(['rework', '返工', 'Do it again'], [['controlled', 'checked'], 'dispatched'], {
      may: DISPATCH,
      guards: ['reason'],
    }),
    way(['close', '结束', 'Close'], [['controlled', 'checked'], 'closed'], {
      may: DISPATCH,
      byLevel: [BY_A_LEADER],
      guards: ['extension-decided'],
    }),
    ...commonWays({ open: OPEN, given: GIVEN, toDispatch: 'verified', reopenTo: 'received' }),
  ],
};
