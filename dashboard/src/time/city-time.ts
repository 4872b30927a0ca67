/** Formats of city time. The zone comes from the city's profile, never from the reader's computer. */
const cache = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, locale, options]);
  const known = cache.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
  cache.set(key, known);
  return known;
}

export type Moment = number | string | Date;
const ms = (at: Moment) => new Date(at);

/** 09:42:01 in the city. */
export function clockTime(at: Moment, zone: string): string {
  return format(zone, 'en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms(at));
}

/** 09:42 in the city. */
export function shortTime(at: Moment, zone: string): string {
  return format(zone, 'en-GB', { hour: '2-digit', minute: '2-digit' }).format(ms(at));
}

/** 11月22日 星期日, or Sun 22 Nov. */
export function dayName(at: Moment, zone: string, locale: string): string {
  return format(zone, locale, {
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    weekday: locale === 'en' ? 'short' : 'long',
  }).format(ms(at));
}

/** 11-22 09:42:01 in the city. */
export function dayTime(at: Moment, zone: string): string {
  const parts = format(zone, 'en-CA', { month: '2-digit', day: '2-digit' }).formatToParts(ms(at));
  const of = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${of('month')}-${of('day')} ${clockTime(at, zone)}`;
}

/** The hour 0-23 in the city. */
export function cityHour(at: Moment, zone: string): number {
  return Number(format(zone, 'en-GB', { hour: '2-digit' }).format(ms(at)));
}

/** The day in the city, 2026-11-22. */
export function dayOf(at: Moment, zone: string): string {
  return format(zone, 'en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms(at));
}
