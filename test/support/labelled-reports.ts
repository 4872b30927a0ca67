import { readFileSync } from 'node:fs';
import { readReport, likeness, type ReadReport } from '../../server/domain/incidents/duplicates/duplicate.rules.js';

const METRES_PER_DEGREE = 111_195;
const ORIGIN = { lon: 120, lat: 38.75 };

/** A report whose truth is known: reports of one `group` are of one thing. */
export interface LabelledReport {
  group: string;
  /** Written after the weights had been chosen. */
  isHeldOut: boolean;
  text: string;
  report: ReadReport;
}

/** Moves a place by metres; degrees WGS-84. */
export function moved(from: { lon: number; lat: number }, eastM: number, northM: number): { lon: number; lat: number } {
  return {
    lon: from.lon + eastM / (METRES_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180)),
    lat: from.lat + northM / METRES_PER_DEGREE,
  };
}

/** Reads the Chinese reports of test/fixtures/duplicates.zh.tsv. */
export function labelledReports(): LabelledReport[] {
  const lines = readFileSync('test/fixtures/duplicates.zh.tsv', 'utf8').trim().split('\n');
  return lines
    .filter((line) => !/^(#|group)/.test(line))
    .map((line) => {
      const [group = '', type = '', scene, east, north, minutes, text = ''] = line.split('\t');
      const place = moved(ORIGIN, Number(scene) * 3000 + Number(east), Number(north));
      const report = readReport({ ...place, type, occurredMs: Number(minutes) * 60_000, isDrill: false, text });
      return { group, text, report, isHeldOut: Number(scene) > 20 };
    });
}

/** Share of suggested pairs that are right, and share of right pairs that are suggested; and the wrong ones. */
export function measure(reports: readonly LabelledReport[]) {
  const wrong: string[] = [];
  let [right, missed] = [0, 0];
  reports.forEach((a, i) => {
    for (const b of reports.slice(0, i)) {
      const isSuggested = likeness(a.report, b.report) !== null;
      if (isSuggested && a.group !== b.group) wrong.push(`${b.text} | ${a.text}`);
      if (a.group !== b.group) continue;
      if (isSuggested) right++;
      else missed++;
    }
  });
  return { precision: right / (right + wrong.length), recall: right / (right + missed), wrong };
}
