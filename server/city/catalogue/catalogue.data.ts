import type { CatalogueType } from '../../../protocol/city.js';
import type { Stream } from '../../../protocol/observation.js';
import { COMPLAINT_TYPES } from './complaint.data.js';
import { DUM_TYPES } from './dum.data.js';
import { EMERGENCY_TYPES } from './emergency.data.js';
import { RISK_TYPES } from './risk.data.js';
import type { CatalogueRow } from './row.js';

const OWN = 'city-brain';

/** Where unknown types of each stream go; the sent type is kept beside it. */
const OTHER_TYPES: readonly CatalogueType[] = [
  other('incident', '其他事件', 'Other incident'),
  other('complaint', '其他诉求', 'Other complaint'),
  other('risk', '其他风险', 'Other risk'),
];

/**
 * The catalogue that every city starts from. Codes are ours and stable; a city's `catalogue.json` adds to them or overrides them.
 * Priorities are defaults of our own; a source may send another.
 */
export const BUILT_IN_CATALOGUE: readonly CatalogueType[] = [
  ...entries('incident', 'GB/T 35561-2017', EMERGENCY_TYPES),
  ...entries('incident', 'GB/T 30428.2', DUM_TYPES),
  ...entries('complaint', OWN, COMPLAINT_TYPES),
  ...entries('risk', '安委办函〔2023〕145号', RISK_TYPES),
  ...OTHER_TYPES,
];

function entries(stream: Stream, standard: string, rows: readonly CatalogueRow[]): CatalogueType[] {
  return rows.map(([code, stdCode, nameZh, nameEn, priority]) => ({
    code,
    stream,
    family: code.slice(0, code.lastIndexOf('.')),
    stdCode,
    nameZh,
    nameEn,
    priority,
    source: standard,
  }));
}

function other(stream: Stream, nameZh: string, nameEn: string): CatalogueType {
  return { code: `${stream}.other`, stream, family: 'other', stdCode: null, nameZh, nameEn, priority: 3, source: OWN };
}
