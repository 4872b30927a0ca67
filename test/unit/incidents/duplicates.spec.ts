import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { likeness, readReport, type Reported } from '../../../server/domain/incidents/duplicates/duplicate.rules.js';
import { FAMILIES, RATHER, RELATED } from '../../../server/domain/incidents/duplicates/families.data.js';
import { foldReport, numbersOf } from '../../../server/domain/incidents/duplicates/report-text.rules.js';
import { labelledReports, measure, moved } from '../../support/labelled-reports.js';

const HERE = { lon: 120, lat: 38.75 };
const call = (more: Partial<Reported>) =>
  readReport({
    type: 'complaint.gas.smell',
    ...HERE,
    occurredMs: 0,
    isDrill: false,
    text: '辽宁路12号有煤气味',
    ...more,
  });

describe('near-duplicates among the Chinese reports', () => {
  const all = labelledReports();

  it('are suggested nine times out of ten rightly, and most of them are', () => {
    const { precision, recall, wrong } = measure(all);
    console.log(`all: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; wrong: ${wrong.join('; ')}`);
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.6);
  });

  it('are so among those that were written after the weights had been chosen', () => {
    const { precision, recall } = measure(all.filter((r) => r.isHeldOut));
    console.log(`held out: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.6);
  });
});

describe('a near-duplicate', () => {
  it('is told with its reasons', () => {
    const found = likeness(
      call({}),
      call({ ...moved(HERE, 30, 0), occurredMs: 300_000, text: '遼寧路１２號，天然氣味道好大' }),
    );
    expect(found?.reasons).toEqual(
      expect.arrayContaining([
        { code: 'same-type', value: null },
        { code: 'metres-apart', value: 30 },
        { code: 'minutes-apart', value: 5 },
        { code: 'same-house', value: null },
      ]),
    );
    expect(found?.score).toBeGreaterThan(0.9);
  });

  it('is never more than 500 m away, never of drill and real, and the same from both sides', () => {
    const texts = labelledReports().map((r) => r.text);
    const report = fc.record({
      type: fc.constantFrom('complaint.gas.smell', 'acc.infra.gas_leak', 'street.trading_outside', 'incident.other'),
      east: fc.integer({ min: -700, max: 700 }),
      north: fc.integer({ min: -700, max: 700 }),
      minutes: fc.integer({ min: 0, max: 2000 }),
      isDrill: fc.boolean(),
      text: fc.oneof(fc.constantFrom(...texts), fc.string()),
    });
    const read = ({
      type,
      east,
      north,
      minutes,
      isDrill,
      text,
    }: typeof report extends fc.Arbitrary<infer T> ? T : never) =>
      call({ type, ...moved(HERE, east, north), occurredMs: minutes * 60_000, isDrill, text });
    fc.assert(
      fc.property(report, report, (a, b) => {
        const found = likeness(read(a), read(b));
        expect(likeness(read(b), read(a))?.score).toBe(found?.score);
        if (found === null) return;
        expect(Math.hypot(a.east - b.east, a.north - b.north)).toBeLessThanOrEqual(501);
        expect(a.isDrill).toBe(b.isDrill);
      }),
    );
  });

  it('is not told without a point', () => {
    expect(likeness(call({}), call({ lon: null, lat: null }))).toBeNull();
  });

  it('is another thing when the number plate is another', () => {
    const parked = (plate: string) => call({ type: 'complaint.parking', text: `宁夏路5号门口${plate}占盲道` });
    expect(likeness(parked('鲁BA1234'), parked('鲁B A1234'))).not.toBeNull();
    expect(likeness(parked('鲁BA1234'), parked('鲁BK5678'))).toBeNull();
  });
});

describe('text of a report', () => {
  it.each([
    ['遼寧路１２８號，樓道裡有煤氣味！', '辽宁路128号 楼道里有煤气味'],
    ['辽宁路一百二十八号 三栋', '辽宁路128号 3栋'],
    ['您好，市民反映上清路十五号拉圾没人收，请尽快处理', '上清路15号垃圾没人收'],
    ['有人luan倒lājī', '有人倒垃圾'],
    ['电话13812345678，鲁ＢＡ１２３４', '电话 鲁ba1234'],
    ['Smell of gas, 12 Main St.', 'smell of gas 12 main st'],
  ])('%s is folded', (text, folded) => expect(foldReport(text)).toBe(folded));

  it('is folded once and for all', () => {
    const texts = fc.oneof(fc.constantFrom(...labelledReports().map((r) => r.text)), fc.string({ unit: 'grapheme' }));
    fc.assert(fc.property(texts, (text) => expect(foldReport(foldReport(text))).toBe(foldReport(text))));
  });

  it('names numbers that tell neighbours apart', () => {
    expect(numbersOf(foldReport('海尔路1号国际公寓３號樓门口鲁BA1234，张记烧烤旁边'))).toEqual({
      ...{ plates: ['鲁ba1234'], houses: ['1'], buildings: ['3'], shops: ['张记'] },
    });
  });
});

it('every family that is named beside another one is there', () => {
  const ids = new Set(FAMILIES.map((f) => f.id));
  expect([...RELATED, ...RATHER].flat().filter((id) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(FAMILIES.length);
});
