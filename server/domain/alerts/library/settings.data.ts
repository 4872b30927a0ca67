import type { AlertEvent, AlertSettings } from '../../../../protocol/alert-library.js';

/** What a city starts from. None of it is law; a city sets its own (`PUT /api/v1/alert-settings`). */
export const DEFAULT_SETTINGS: AlertSettings = {
  ...{ day: 25, hour: 9, consultationDays: 3, remindHours: 24 },
  weights: { 1: 27, 2: 9, 3: 3, 4: 1 },
  ...{ trendDays: 91, mostTrend: 2, least: 3, most: 5, smallest: 0.1 },
  colours: { growth: [1, 1.2, 1.5], severity: [6, 18] },
  hotlines: [
    { number: '119', name: { zh: '火警', en: 'Fire' } },
    { number: '110', name: { zh: '报警', en: 'Police' } },
    { number: '120', name: { zh: '急救', en: 'Ambulance' } },
    { number: '122', name: { zh: '交通事故', en: 'Road accidents' } },
    { number: '12345', name: { zh: '政务服务', en: 'City services' } },
    { number: '12350', name: { zh: '安全生产举报', en: 'Work safety reports' } },
  ],
  source: 'city-brain default: the draft five days ahead; each priority weighs three times the next (docs/alerts.md)',
};

const TERMS = 'GB/T 33661-2017 农历的编算和颁行（节气日期各年相差一天）';
const DEFAULT = 'city-brain default: set the city’s own';

/** Spans of every year that a city usually minds; public holidays are in its calendar. */
export const DEFAULT_EVENTS: readonly AlertEvent[] = [
  season('spring-travel', '春运', 'Spring travel rush', '01-20', '02-28'),
  season('school-spring', '中小学春季开学', 'Schools open for spring', '02-20', '03-05'),
  season(
    'work-safety-month',
    '全国安全生产月',
    'Work safety month',
    '06-01',
    '06-30',
    '国务院安委会办公室 全国安全生产月',
  ),
  event('college-exam', '全国高考', 'College entrance examination', '06-07', '06-08', '教育部'),
  season('main-flood', '主汛期', 'Main flood season', '06-15', '08-31'),
  season('summer-break', '中小学暑假', 'Summer holidays', '07-05', '08-31'),
  season('school-autumn', '中小学秋季开学', 'Schools open for autumn', '08-28', '09-05'),
  event('fire-day', '全国消防日', 'National fire safety day', '11-09', '11-09', '公安部 1992'),
  season('heating', '供暖期开始', 'Heating begins', '11-15', '11-20'),
  event('winter-solstice', '冬至', 'Winter solstice', '12-21', '12-22', TERMS),
  event('new-year-eve', '跨年活动', 'New Year’s Eve', '12-31', '12-31'),
];

function event(id: string, zh: string, en: string, from: string, to: string, source = DEFAULT): AlertEvent {
  return { id, name: { zh, en }, kind: 'event', from, to, source };
}

function season(id: string, zh: string, en: string, from: string, to: string, source = DEFAULT): AlertEvent {
  return { ...event(id, zh, en, from, to, source), kind: 'season' };
}
