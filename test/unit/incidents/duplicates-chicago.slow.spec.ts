import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { likeness, readReport, type ReadReport } from '../../../server/domain/incidents/duplicates/duplicate.rules.js';
import { pathOf, requires } from '../../support/requires.js';

const DAY_MS = 86_400_000;
/** The city marked duplicates from then on. */
const MARKED_FROM_MS = Date.parse('2010-02-01T00:00:00Z');

interface Complaint {
  isMarked: boolean;
  report: ReadReport;
}

/** Chicago marks duplicates of sanitation complaints, but not of which one, and not all: recall is known, precision is not. Days, not hours, are given. */
requires('shared-data')('near-duplicates among Chicago 311', () => {
  it('what the city marked as a duplicate finds an earlier one', () => {
    const complaints = readComplaints();
    const found = { marked: 0, ofMarked: 0, unmarked: 0, ofUnmarked: 0 };
    complaints.forEach(({ isMarked, report }, i) => {
      if (report.occurredMs < MARKED_FROM_MS) return;
      const isFound = hasEarlier(complaints, i);
      found[isMarked ? 'marked' : 'unmarked']++;
      if (isFound) found[isMarked ? 'ofMarked' : 'ofUnmarked']++;
    });
    console.log(`Chicago 311: ${JSON.stringify(found)}`);
    expect(found.ofMarked / found.marked).toBeGreaterThanOrEqual(0.6);
    expect(found.ofUnmarked / found.unmarked).toBeLessThan(0.15);
  });
});

function hasEarlier(complaints: readonly Complaint[], i: number): boolean {
  const { report } = complaints[i] as Complaint;
  for (let j = i - 1; j >= 0; j--) {
    const { report: other } = complaints[j] as Complaint;
    if (report.occurredMs - other.occurredMs > 3 * DAY_MS) return false;
    const isNear = Math.abs((report.lat ?? 0) - (other.lat ?? 0)) < 0.005;
    if (isNear && likeness(report, other) !== null) return true;
  }
  return false;
}

function readComplaints(): Complaint[] {
  const file = join(pathOf('shared-data'), 'streams', 'chicago311_sanitation_2000-2012.csv.gz');
  const rows = parse<Record<string, string>>(gunzipSync(readFileSync(file)), { columns: true });
  return rows
    .filter((row) => row.Latitude)
    .map((row) => {
      const place = { lon: Number(row.Longitude), lat: Number(row.Latitude) };
      const occurredMs = Date.parse(`${row.Creation_Date}T12:00:00Z`);
      const text = `${row.What_is_the_Nature_of_this_Code_Violation} ${row.Street_Address}`;
      const report = readReport({ ...place, type: 'complaint.waste', occurredMs, isDrill: false, text });
      return { isMarked: row.Status?.includes('Dup') ?? false, report };
    })
    .toSorted((a, b) => a.report.occurredMs - b.report.occurredMs);
}
