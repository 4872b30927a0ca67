import type { CalendarPeriod, ServiceCalendar } from '../../protocol/clocks.js';
import { ServiceDays } from '../../server/city/clocks/service-days.rules.js';
import { WorkingTime } from '../../server/city/clocks/working-time.rules.js';
import { HOLIDAYS_CN } from '../../server/city/holidays-cn.data.js';

const LISTED = new Map(HOLIDAYS_CN.map((d) => [d.day, d]));

/** Service days of a calendar with these periods, holidays and swapped workdays as in China. */
export function serviceDays(periods: Partial<CalendarPeriod>[], zone = 'Asia/Shanghai'): ServiceDays {
  const whole = periods.map((p) => ({ from: null, to: null, workday: [], weekend: [], holiday: [], ...p }));
  const calendar: ServiceCalendar = { id: 'test', nameZh: '测试', nameEn: 'Test', source: 'test', periods: whole };
  return new ServiceDays(calendar, LISTED, zone);
}

/** Working time of such a calendar. */
export function workingTime(periods: Partial<CalendarPeriod>[], zone?: string): WorkingTime {
  return new WorkingTime(serviceDays(periods, zone));
}
