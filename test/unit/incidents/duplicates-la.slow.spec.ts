import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { likeness, readReport, type ReadReport } from '../../../server/domain/incidents/duplicates/duplicate.rules.js';
import { moved } from '../../support/labelled-reports.js';
import { pathOf, requires } from '../../support/requires.js';

const COPIES = 1000;
/** How far apart two callers place one thing (standard deviation, metres), and how much later the second calls at most. */
const SPREAD_M = 25;
const LATEST_MS = 12 * 3_600_000;
const DAY_MS = 86_400_000;

interface Request {
  id: number;
  copyOf: number | null;
  kind: string;
  report: ReadReport;
}

/**
 * Los Angeles marks no duplicates, and its requests say no more than their kind: a sample is copied as a second caller would report it (25 m, up to 12 h).
 * A suggestion that joins a copy to any other request counts as wrong, even where the original has a neighbour of the same kind at its door, which nothing
 * in the data tells apart; so the precision is a floor.
 */
requires('shared-data')('near-duplicates among Los Angeles 311', () => {
  it('copies are found, and told from their neighbours as far as type, place and time can', () => {
    const requests = readRequests();
    const originals = requests.length;
    const random = generator(311);
    for (let n = 0; n < COPIES; n++)
      requests.push(copyOf(requests[Math.floor(random() * originals)] as Request, random, requests.length));
    const { right, wrong, twins } = count(requests);
    const [precision, recall] = [right / (right + wrong), right / COPIES];
    console.log(
      `LA 311: precision ${precision.toFixed(3)} (${(right / (right + wrong - twins)).toFixed(3)} without neighbours at the original's door), recall ${recall.toFixed(3)}`,
    );
    expect(recall).toBeGreaterThanOrEqual(0.6);
    expect(right / (right + wrong - twins)).toBeGreaterThanOrEqual(0.9);
  });
});

function count(requests: readonly Request[]) {
  const sorted = requests.toSorted((a, b) => a.report.occurredMs - b.report.occurredMs);
  const byId = new Map(requests.map((r) => [r.id, r]));
  const sums = { right: 0, wrong: 0, twins: 0 };
  sorted.forEach((a, i) => {
    for (let j = i - 1; j >= 0; j--) {
      const b = sorted[j] as Request;
      if (a.report.occurredMs - b.report.occurredMs > 4 * DAY_MS) break;
      const isCopied = a.copyOf !== null || b.copyOf !== null;
      if (!isCopied || Math.abs((a.report.lat ?? 0) - (b.report.lat ?? 0)) > 0.005) continue;
      if (likeness(a.report, b.report) === null) continue;
      const [first, second] = [a, b].map((r) => byId.get(r.copyOf ?? r.id) as Request);
      if (first === second) sums.right++;
      else sums.wrong++;
      // The originals themselves are suggested as one: what is wrong here is wrong without the copy too, if it is wrong at all.
      if (first !== second && likeness((first as Request).report, (second as Request).report) !== null) sums.twins++;
    }
  });
  return sums;
}

function readRequests(): Request[] {
  const types = (JSON.parse(readFileSync('maps/la311.json', 'utf8')) as { type: { map: Record<string, string> } }).type
    .map;
  const files = ['la311_2018_jan.csv.gz', 'la311_2018_dec.csv.gz'].map((f) =>
    join(pathOf('shared-data'), 'streams', f),
  );
  const rows = files.flatMap((f) => parse<Record<string, string>>(gunzipSync(readFileSync(f)), { columns: true }));
  return rows
    .filter((row) => row.Latitude)
    .map((row, id) => {
      const kind = row.RequestType ?? '';
      const place = { lon: Number(row.Longitude), lat: Number(row.Latitude) };
      const occurredMs = Date.parse(`${row.CreatedDate?.replace(' ', 'T')}Z`);
      const type = types[kind] ?? 'complaint.other';
      return { id, copyOf: null, kind, report: readReport({ ...place, type, occurredMs, isDrill: false, text: kind }) };
    });
}

function copyOf({ id, kind, report }: Request, random: () => number, newId: number): Request {
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const place = moved({ lon: report.lon ?? 0, lat: report.lat ?? 0 }, gauss() * SPREAD_M, gauss() * SPREAD_M);
  const occurredMs = report.occurredMs + random() * LATEST_MS;
  return { id: newId, copyOf: id, kind, report: { ...report, ...place, occurredMs } };
}

/** Park-Miller: the same sample every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
