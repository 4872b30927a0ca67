import type { Procedure } from '../../../../protocol/procedure.js';
import { ACT, calendar, commonWays, DISPATCH, REVIEW, SIDE_STATES, state, way, working } from './row.js';

const OPEN = ['reported', 'accepted', 'filed', 'dispatched', 'signed', 'handling', 'fed_back', 'checked'];
const GIVEN = ['dispatched', 'signed', 'handling'];

/**
 * City management (数字城管), the seven steps closed: 受理, 立案, 派遣, 签收, 处置, 反馈, 核查, 结案; hotline orders go the same way. Whole
 * limits are our defaults, in working time, until a city's own limits take their place. @source handbook §10.4; GB/T 30428.8 for the steps
 */
export const CITY_MANAGEMENT: Procedure = {
  ...{ id: 'city-management', version: 1, nameZh: '城市管理', nameEn: 'City management', source: 'city-brain' },
  ...{ initial: 'reported', review: true, afterPhoto: true, clockFrom: 'filed' },
  limits: { '1': calendar(4 * 60), '2': working(4 * 60), '3': working(8 * 60), '4': working(24 * 60) },
  repeat: null,
  bySource: ['reported', 'accepted', 'filed'],
  steps: [
    { id: 'collect', nameZh: '信息收集', nameEn: 'Collected' },
    { id: 'file', nameZh: '案卷建立', nameEn: 'Filed' },
    { id: 'dispatch', nameZh: '任务派遣', nameEn: 'Dispatched' },
    { id: 'handle', nameZh: '任务处理', nameEn: 'Handled' },
    { id: 'feedback', nameZh: '处理反馈', nameEn: 'Fed back' },
    { id: 'check', nameZh: '核查', nameEn: 'Checked' },
    { id: 'close', nameZh: '结案', nameEn: 'Closed' },
  ],
  states: [
    state(['reported', '待受理', 'To accept'], { lane: 'review', step: 'collect', limit: calendar(30) }),
    state(['accepted', '待立案', 'To file'], { lane: 'review', step: 'collect', limit: calendar(30) }),
    state(['filed', '待派遣', 'To dispatch'], { lane: 'dispatch', step: 'file', limit: calendar(30) }),
    state(['dispatched', '待签收', 'To be signed for'], { lane: 'enroute', step: 'dispatch', limit: working(60) }),
    state(['signed', '已签收', 'Signed for'], { lane: 'enroute', step: 'dispatch' }),
    state(['handling', '处置中', 'Being handled'], { lane: 'onsite', step: 'handle' }),
    state(['fed_back', '待核查', 'To check'], { lane: 'check', step: 'feedback', limit: working(120) }),
    state(['checked', '待结案', 'To close'], { lane: 'check', step: 'check', limit: working(60) }),
    state(['closed', '已结案', 'Closed'], { lane: null, step: 'close' }),
    ...SIDE_STATES,
  ],
  transitions: [
    way(['accept', '受理', 'Accept'], [['reported'], 'accepted'], { may: REVIEW }),
    way(['verify', '核实', 'Verify'], [['reported'], 'accepted'], { may: REVIEW }),
    way(['reject', '不予受理', 'Do not accept'], [['reported', 'accepted'], 'voided'], {
      may: REVIEW,
      guards: ['reason'],
    }),
    way(['file', '立案', 'File'], [['reported', 'accepted'], 'filed'], { may: REVIEW }),
    way(['dispatch', '派遣', 'Dispatch'], [['filed', 'dispatched'], 'dispatched'], {
      may: DISPATCH,
      guards: ['reviewed'],
    }),
    way(['sign', '签收', 'Sign for it'], [['dispatched'], 'signed'], { may: ACT }),
    way(['handle', '处置', 'Handle'], [['signed'], 'handling'], { may: ACT }),
    way(['feedback', '反馈', 'Feed back'], [['handling'], 'fed_back'], { may: ACT, guards: ['after-photo'] }),
    way(['check', '核查通过', 'Pass the check'], [['fed_back'], 'checked'], { may: DISPATCH }),
    way(['rework', '返工', 'Do it again'], [['fed_back', 'checked'], 'dispatched'], {
      may: DISPATCH,
      guards: ['reason'],
    }),
    way(['close', '结案', 'Close'], [['checked'], 'closed'], {
      may: DISPATCH,
      guards: ['after-photo', 'extension-decided'],
    }),
    ...commonWays({ open: OPEN, given: GIVEN, toDispatch: 'filed', reopenTo: 'reported' }),
  ],
};
