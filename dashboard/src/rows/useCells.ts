import { useI18n } from 'vue-i18n';
import { useCity } from '../api/city.js';
import { useReason } from '../i18n/useReason.js';
import { dayTime } from '../time/city-time.js';
import type { Column, Row } from './rows.options.js';

/** Writes the cells of rows in the reader's language and the city's time. */
export function useCells() {
  const { t, te, locale } = useI18n();
  const { reason } = useReason();
  const { areaName, typeName, sourceName, zone } = useCity();
  const text = (v: unknown) => (v === null || v === undefined || v === '' ? '—' : String(v));
  const code = (v: unknown, name: (code: string) => string) => (typeof v === 'string' ? name(v) : '—');

  const place = (row: Row) => {
    if (row['placed'] === 'unlocated') return [t('words.placed.unlocated'), row['road']].filter(Boolean).join(' ');
    return [code(row['district'], areaName), row['road']].filter(Boolean).join(' ');
  };
  /** A source's own word for the state; the common ones are known in both languages. */
  const status = (row: Row) => {
    const word = text((row['state'] as { status?: string } | null)?.status);
    const key = `words.status.${word.toLowerCase()}`;
    return te(key) ? t(key) : word;
  };
  const feed = (v: unknown) => (te(`words.feed.${String(v)}`) ? t(`words.feed.${String(v)}`) : text(v));
  const write: Record<Column['kind'], (row: Row, key: string) => string> = {
    severity: (row) => t(`words.priority.${String(row['priority'])}`),
    text: (row, key) => text(row[key]),
    type: (row) => code(row['type'], typeName),
    district: (row) => code(row['district'], areaName),
    place,
    source: (row) => code(row['source'], sourceName),
    name: (row) => text(row[locale.value === 'en' ? 'nameEn' : 'nameZh'] ?? row['nameZh']),
    alarm: (row) => text(row[locale.value === 'en' ? 'ruleEn' : 'ruleZh']),
    time: (row, key) => (typeof row[key] === 'string' ? dayTime(row[key], zone.value) : '—'),
    status,
    feed: (row, key) => feed(row[key]),
    number: (row, key) => text(row[key]),
    reading: (row) => (typeof row['value'] === 'number' ? `${row['value']} ${text(row['unit'])}` : '—'),
    fresh: (row) => t(row['fresh'] === true ? 'rows.fresh' : 'rows.stale'),
    riskGrade: (row) => t(`words.riskGrade.${String(row['riskGrade'])}`),
    standing: (row) => t(`words.standing.${String(row['standing'])}`),
    incident: (row) => text(row['no']),
    code: (row) => reason(text(row['code'])),
    topic: (row) => t(`words.topic.${String(row['topic'])}`),
    grade: (row) => (typeof row['grade'] === 'string' ? t(`words.grade.${row['grade']}`) : '—'),
    instruction: (row) => t(`words.instruction.${row['kind'] === 'kpi' ? 'loop' : 'state'}.${String(row['state'])}`),
    kind: (row) => t(`rows.kind.${String(row['kind'])}`),
    report: (row) => t(`words.report.${String(row['reportKind'])}`),
    template: (row) => t(`incidents.template.${String(row['template'])}`),
    lane: (row) => (typeof row['lane'] === 'string' ? t(`words.lane.${row['lane']}`) : '—'),
  };
  return (row: Row, column: Column) => write[column.kind](row, column.key);
}
