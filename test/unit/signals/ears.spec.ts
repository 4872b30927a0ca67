import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { EarsMethod } from '../../../protocol/ears.js';
import { answerEars } from '../../../server/domain/signals/ears/ears-answer.rules.js';
import { ears } from '../../../server/domain/signals/ears/ears.rules.js';
import { normalQuantile } from '../../../server/domain/signals/ears/normal-quantile.rules.js';
import { pathOf, requires } from '../../support/requires.js';

const SERIES = [4, 6, 5, 7, 5, 6, 4, 5, 6, 8, 14, 17];
const at = (method: EarsMethod, t: number) =>
  ears(SERIES, { method, baseline: 7, minSigma: 0.5 })[t] as ReturnType<typeof ears>[number];

// Worked out by hand: handbook/domain.md §8.4, t counted from 0.
it('the vector of the handbook: a contaminated baseline blinds C1, not C2', () => {
  expect(at('C1', 10).score).toBeCloseTo(6.0533, 4);
  expect(at('C2', 10).score).toBeCloseTo(8.7831, 4);
  expect(at('C1', 11).score).toBeCloseTo(2.9941, 4);
  expect(at('C1', 11).alarm).toBe(false);
  expect(at('C2', 11).score).toBeCloseTo(11.8572, 4);
  expect(at('C3', 11).score).toBeCloseTo(20.0797, 4);
});

it('the quantile is that of R, near and far', () => {
  expect([0.975, 0.999, 0.001, 1e-12, 0.5].map(normalQuantile)).toEqual([
    ...[1.959963984540054, 3.090232306167813, -3.090232306167813, -7.034483825301132, 0].map((z) =>
      expect.closeTo(z, 12),
    ),
  ]);
});

it('nothing is told before there is a baseline, and a flat one without a least deviation leaves C3 untold', () => {
  const told = (method: EarsMethod) =>
    ears(SERIES, { method, baseline: 7, minSigma: 0 }).findIndex((p) => p.upper !== null);
  expect([told('C1'), told('C2'), told('C3')]).toEqual([7, 9, 11]);
  expect(
    ears(Array<number>(20).fill(3), { method: 'C3', baseline: 7, minSigma: 0 }).every((p) => p.alarm === null),
  ).toBe(true);
  expect(ears(Array<number>(20).fill(3), { method: 'C1', baseline: 7, minSigma: 0 }).some((p) => p.alarm)).toBe(false);
});

it('a step that was not reported is no zero: nothing is told of it, nor where it is in the baseline', () => {
  const points = ears([4, 6, 5, 7, 5, 6, 4, null, 6, 8, 14, 17, 5, 6, 40, 50], {
    method: 'C1',
    baseline: 7,
    minSigma: 0,
  });
  expect(points.map((p) => p.alarm)).toEqual([...Array<null>(15).fill(null), false]);
  expect(points[7]).toMatchObject({ observed: null, upper: null, score: null });
  expect(points[8]).toMatchObject({ observed: 6, mean: null, sd: null, score: null, upper: null });
});

it('a later count never changes what was told before it', () => {
  const counts = fc.array(fc.nat(50), { minLength: 12, maxLength: 40 });
  fc.assert(
    fc.property(counts, fc.nat(1000), fc.constantFrom(...EarsMethod.options), (series, next, method) => {
      const settings = { method, baseline: 7, minSigma: 0.5 };
      expect(ears([...series, next], settings).slice(0, -1)).toEqual(ears(series, settings));
    }),
  );
});

requires('shared-data')('the reference of R surveillance 1.20.3', () => {
  const folder = () => join(pathOf('shared-data'), 'outbreak');
  const rows = (file: string): Record<string, string>[] => parse(readFileSync(join(folder(), file)), { columns: true });
  const NAMES = ['ha', 'k1', 'm1', 'salmonella.agona'];

  it.each(NAMES.flatMap((name) => EarsMethod.options.map((method) => [name, method] as const)))(
    '%s: %s has its bound and alarm in every week',
    (name, method) => {
      const reference = rows(join('reference_R_surveillance_1.20.3', `ref_${name}.csv`));
      const points = ears(reference.map((row) => Number(row['observed'])), { method, baseline: 7, minSigma: 0 }); // prettier-ignore
      const [alarm, upper] = [`${method}_alarm`, `${method}_upper`];
      expect(points.map((p) => p.alarm)).toEqual(
        reference.map((row) => (row[alarm] === '' ? null : row[alarm] === '1')),
      );
      // R printed 15 digits.
      for (const [i, row] of reference.entries()) {
        const bound = points[i]?.upper ?? null;
        if (row[upper] === '') expect(bound).toBeNull();
        else expect(bound).toBeCloseTo(Number(row[upper]), 10);
      }
    },
  );

  it('sensitivity, timeliness and false alarms on the series with marked outbreaks', () => {
    const report = NAMES.flatMap((name) => {
      const marked = rows(`surveillance_${name}.csv`);
      const counts = marked.map((row) =>
        Object.entries(row).reduce((sum, [k, v]) => (k === 't' || k === 'state' ? sum : sum + Number(v)), 0),
      );
      const outbreak = marked.map((row) => row['state'] === '1');
      return EarsMethod.options.map((method) => {
        const { assessment: a } = answerEars({ counts, outbreak, method, baseline: 7, minSigma: 0 });
        return `${name} ${method}: ${a?.detected}/${a?.outbreaks} found, delay ${a?.medianDelay}, ${a?.falseAlarms}/${a?.quietSteps} false`;
      });
    });
    // Found, delay of the first alarm in weeks, weeks with a false one; salmonella.agona has no marked outbreak.
    expect(report).toEqual([
      ...['ha C1: 1/1 found, delay 0, 9/279 false', 'ha C2: 1/1 found, delay 0, 12/277 false'],
      ...['ha C3: 1/1 found, delay 1, 11/268 false', 'k1 C1: 1/1 found, delay 0, 12/200 false'],
      ...['k1 C2: 1/1 found, delay 0, 15/198 false', 'k1 C3: 1/1 found, delay 1, 27/190 false'],
      ...['m1 C1: 1/1 found, delay 0, 4/192 false', 'm1 C2: 0/1 found, delay null, 5/192 false'],
      ...['m1 C3: 0/1 found, delay null, 1/46 false', 'salmonella.agona C1: 0/0 found, delay null, 16/305 false'],
      'salmonella.agona C2: 0/0 found, delay null, 20/303 false',
      'salmonella.agona C3: 0/0 found, delay null, 36/301 false',
    ]);
  });
});
