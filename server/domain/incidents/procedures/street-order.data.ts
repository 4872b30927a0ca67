import type { Procedure } from '../../../../protocol/procedure.js';
import { ACT, calendar, commonWays, DISPATCH, REVIEW, SIDE_STATES, state, way } from './row.js';

const OPEN = ['alarmed', 'confirmed', 'dispatched', 'signed', 'rectifying', 'rectified', 'penalty'];
const GIVEN = ['dispatched', 'signed', 'rectifying'];
const DAY = calendar(24 * 60);

/**
 * Street order by off-site enforcement (非现场执法): a system's alarm, review by the command centre, dispatch to the street's team, 24 hours to
 * put it right counted from the alarm, the officer's re-inspection with a photo, and the end. @source handbook §4.7 (Pudong), §10.6
 */
export const STREET_ORDER: Procedure = {
  ...{ id: 'street-order', version: 1, nameZh: '街面秩序（非现场执法）', nameEn: 'Street order', source: 'city-brain' },
  ...{ initial: 'alarmed', review: true, afterPhoto: true, clockFrom: 'occurred' },
  limits: { '1': DAY, '2': DAY, '3': DAY, '4': DAY },
  repeat: { metres: 30, hours: 24 },
  bySource: ['alarmed'],
  steps: [
    { id: 'alarm', nameZh: '告警', nameEn: 'Alarm' },
    { id: 'review', nameZh: '中心审核', nameEn: 'Reviewed' },
    { id: 'dispatch', nameZh: '派单', nameEn: 'Dispatched' },
    { id: 'rectify', nameZh: '整改', nameEn: 'Put right' },
    { id: 'recheck', nameZh: '复查', nameEn: 'Re-inspected' },
    { id: 'close', nameZh: '结案', nameEn: 'Closed' },
  ],
  states: [
    state(['alarmed', '待审核', 'To review'], { lane: 'review', step: 'alarm', limit: calendar(15) }),
    state(['confirmed', '待派单', 'To dispatch'], { lane: 'dispatch', step: 'review', limit: calendar(15) }),
    state(['dispatched', '待签收', 'To be signed for'], { lane: 'enroute', step: 'dispatch', limit: calendar(60) }),
    state(['signed', '已签收', 'Signed for'], { lane: 'enroute', step: 'dispatch' }),
    state(['rectifying', '整改中', 'Being put right'], { lane: 'onsite', step: 'rectify' }),
    state(['rectified', '待复查', 'To re-inspect'], { lane: 'check', step: 'recheck', limit: calendar(120) }),
    state(['penalty', '立案处罚', 'Penalty'], { lane: 'check', step: 'recheck' }),
    state(['closed', '已结案', 'Closed'], { lane: null, step: 'close' }),
    state(['permitted', '属许可经营', 'Permitted'], { lane: null, step: 'close' }),
    ...SIDE_STATES,
  ],
  transitions: [
    way(['verify', '审核通过', 'Confirm'], [['alarmed'], 'confirmed'], { may: REVIEW }),
    way(['reject', '不成立', 'Dismiss'], [['alarmed'], 'voided'], { may: REVIEW, guards: ['reason'] }),
    way(['permit', '属许可', 'Permitted'], [['alarmed'], 'permitted'], { may: REVIEW }),
    way(['dispatch', '派单', 'Dispatch'], [['confirmed', 'dispatched'], 'dispatched'], {
      may: DISPATCH,
      guards: ['reviewed'],
    }),
    way(['sign', '签收', 'Sign for it'], [['dispatched'], 'signed'], { may: ACT }),
    way(['handle', '责令整改', 'Order it put right'], [['signed'], 'rectifying'], { may: ACT }),
    way(['feedback', '复查上报', 'Report the re-inspection'], [['signed', 'rectifying'], 'rectified'], {
      may: ACT,
      guards: ['after-photo'],
    }),
    way(['rework', '未整改', 'Not put right'], [['rectified'], 'dispatched'], { may: DISPATCH, guards: ['reason'] }),
    way(['penalise', '立案处罚', 'Penalise'], [['rectified'], 'penalty'], { may: DISPATCH, guards: ['reason'] }),
    way(['close', '结案', 'Close'], [['rectified'], 'closed'], {
      may: DISPATCH,
      guards: ['after-photo', 'first-offence', 'extension-decided'],
      outcomes: ['exempt', 'note', 'solved'],
    }),
    way(['close', '缴款结案', 'Close as paid'], [['penalty'], 'closed'], {
      may: DISPATCH,
      guards: ['after-photo'],
      outcomes: ['penalty'],
    }),
    ...commonWays({ open: OPEN, given: GIVEN, toDispatch: 'confirmed', reopenTo: 'alarmed', ends: ['permitted'] }),
  ],
};
