import type { ServiceCalendar } from '../../../protocol/clocks.js';

const OWN = "city-brain default: set the city's own hours";
const always: [string, string][] = [['00:00', '24:00']];
const office: [string, string][] = [
  ['08:30', '12:00'],
  ['13:30', '17:30'],
];

/** Calendars that every city starts from; limits name them. `service-calendars.json` of a profile overrides one or adds more. */
export const BUILT_IN_CALENDARS: readonly ServiceCalendar[] = [
  {
    id: 'natural',
    nameZh: '自然时（紧急工作时）',
    nameEn: 'Around the clock',
    source: '数字城管计时单位：紧急工作时、自然日',
    periods: [{ from: null, to: null, workday: always, weekend: always, holiday: always }],
  },
  {
    id: 'working',
    nameZh: '工作时',
    nameEn: 'Working hours',
    source: OWN,
    periods: [{ from: null, to: null, workday: office, weekend: [], holiday: [] }],
  },
  {
    id: 'extended',
    nameZh: '延时服务',
    nameEn: 'Extended hours',
    source: OWN,
    periods: [{ from: null, to: null, workday: [['08:30', '20:00']], weekend: [['09:00', '17:00']], holiday: [] }],
  },
];
