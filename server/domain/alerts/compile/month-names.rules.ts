import type { Span } from './period.rules.js';

const MONTHS_EN = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** 12月, 12 without a leading zero. */
export const monthZh = (month: string) => `${Number(month.slice(5, 7))}月`;
export const monthEn = (month: string) => MONTHS_EN[Number(month.slice(5, 7)) - 1] as string;
export const yearOf = (month: string) => month.slice(0, 4);

/** A month that is not over is named by its days: 11月1日至24日. */
export function spanZh({ month, to, whole }: Span): string {
  return whole ? monthZh(month) : `${monthZh(month)}1日至${Number(to.slice(8, 10))}日`;
}

export function spanEn({ month, to, whole }: Span): string {
  return whole ? monthEn(month) : `${monthEn(month)} 1 to ${Number(to.slice(8, 10))}`;
}

/** 12月21日. */
export const dayZh = (day: string) => `${monthZh(day)}${Number(day.slice(8, 10))}日`;
export const dayEn = (day: string) => `${monthEn(day)} ${Number(day.slice(8, 10))}`;
