import type { CalendarDay } from './city-rows.js';

/** First and last day of a holiday with its name (one day: the same twice), then working weekends that make up for it. */
type Holiday = readonly [name: string, from: string, to: string, ...workdays: string[]];

interface Year {
  source: string;
  holidays: readonly Holiday[];
}

/**
 * Statutory holidays and swapped workdays of China as announced each autumn; checked day by day against the texts of the three notices on 22
 * November 2026. Years after the last go by the weekday until loaded.
 * @source 2024: https://zh.wikisource.org/wiki/国务院办公厅关于2024年部分节假日安排的通知
 * @source 2025: https://www.gov.cn/zhengce/content/202411/content_6986382.htm
 * @source 2026: https://www.gov.cn/zhengce/content/202511/content_7047090.htm
 */
const YEARS: readonly Year[] = [
  {
    source: '国办发明电〔2023〕7号',
    holidays: [
      ['元旦', '2024-01-01', '2024-01-01'],
      ['春节', '2024-02-10', '2024-02-17', '2024-02-04', '2024-02-18'],
      ['清明节', '2024-04-04', '2024-04-06', '2024-04-07'],
      ['劳动节', '2024-05-01', '2024-05-05', '2024-04-28', '2024-05-11'],
      ['端午节', '2024-06-10', '2024-06-10'],
      ['中秋节', '2024-09-15', '2024-09-17', '2024-09-14'],
      ['国庆节', '2024-10-01', '2024-10-07', '2024-09-29', '2024-10-12'],
    ],
  },
  {
    source: '国办发明电〔2024〕12号',
    holidays: [
      ['元旦', '2025-01-01', '2025-01-01'],
      ['春节', '2025-01-28', '2025-02-04', '2025-01-26', '2025-02-08'],
      ['清明节', '2025-04-04', '2025-04-06'],
      ['劳动节', '2025-05-01', '2025-05-05', '2025-04-27'],
      ['端午节', '2025-05-31', '2025-06-02'],
      ['国庆节、中秋节', '2025-10-01', '2025-10-08', '2025-09-28', '2025-10-11'],
    ],
  },
  {
    source: '国办发明电〔2025〕7号',
    holidays: [
      ['元旦', '2026-01-01', '2026-01-03', '2026-01-04'],
      ['春节', '2026-02-15', '2026-02-23', '2026-02-14', '2026-02-28'],
      ['清明节', '2026-04-04', '2026-04-06'],
      ['劳动节', '2026-05-01', '2026-05-05', '2026-05-09'],
      ['端午节', '2026-06-19', '2026-06-21'],
      ['中秋节', '2026-09-25', '2026-09-27'],
      ['国庆节', '2026-10-01', '2026-10-07', '2026-09-20', '2026-10-10'],
    ],
  },
];

/** Days of China that differ from the weekday rule or bear a holiday's name. */
export const HOLIDAYS_CN: readonly CalendarDay[] = YEARS.flatMap(({ source, holidays }) =>
  holidays.flatMap(([name, from, to, ...workdays]) => [
    ...daysBetween(from, to).map((day) => ({ day, kind: 'rest' as const, name, source })),
    ...workdays.map((day) => ({ day, kind: 'workday' as const, name: `${name}调休`, source })),
  ]),
);

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 86_400_000)
    days.push(new Date(ms).toISOString().slice(0, 10));
  return days;
}
