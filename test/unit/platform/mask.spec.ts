import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { maskPhones } from '../../../server/platform/mask.js';

const mobile = fc
  .tuple(fc.constantFrom('3', '4', '5', '6', '7', '8', '9'), fc.stringMatching(/^\d{9}$/))
  .map(([second, rest]) => `1${second}${rest}`);
const separator = fc.constantFrom('', ' ', '-', '－', '\u3000', '  ');
const written = fc
  .record({
    number: mobile,
    gap: separator,
    country: fc.constantFrom('', '+86', '+86 ', '0086-', '86'),
    wide: fc.boolean(),
  })
  .map(({ number, gap, country, wide }) => {
    const text = `${country}${[number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(gap)}`;
    return { number, text: wide ? text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))) : text };
  });
const words = fc.constantFrom('', '电话', '联系人：王先生,', '请回电 ', 'tel:', '(', '路口');

describe('masking of phone numbers', () => {
  it('no mobile survives, however it is written and wherever it stands', () => {
    fc.assert(
      fc.property(words, written, words, (before, { number, text }, after) => {
        const masked = maskPhones(`${before}${text}${after}`);
        expect(masked.normalize('NFKC').replace(/[\s\-–—]/g, '')).not.toContain(number);
        expect(masked).toBe(`${before}${number.slice(0, 3)}****${number.slice(-4)}${after}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('masking twice is masking once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), written, (text, { text: phone }) => {
        const once = maskPhones(text + phone);
        expect(maskPhones(once)).toBe(once);
      }),
    );
  });

  it.each([
    ['13812345678 13912345678', '138****5678 139****5678'],
    ['电话138.1234.5678，', '电话138****5678，'],
    ['138·1234·5678 或 139/1234/5678', '138****5678 或 139****5678'],
    ['138\u200b1234\u200b5678', '138****5678'],
    ['一三八一二三四五六七八', '138****5678'],
    ['幺三九 零零幺二 三四五六', '139****3456'],
    ['028-86651234', '028****1234'],
    ['(010) 6552 9988 转 2', '010****9988 转 2'],
    ['0571 8888 7777', '057****7777'],
    ['400渠道单号 4008123123', '400渠道单号 400****3123'],
    ['QQ 12345678901', 'QQ 123****8901'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskPhones(text)).toBe(masked);
  });

  it.each([
    '2026-11-22 09:41:07',
    '2026-11-22T09:41:07+08:00',
    '104.06573512, 30.65946231',
    'SH-20261122-000123',
    '0192f3a4-7c21-7138-1234-567813812345',
    '燃气浓度 12.5 %LEL，持续 15 分钟',
    '人民南路四段 27 号 3 栋 1 单元 1802',
    '110 119 120 12345',
    '1.38123456789',
    '一三五七九 二〇二六年十一月二十二日',
  ])('%s is left alone', (text) => {
    expect(maskPhones(text)).toBe(text);
  });

  it('a long text of digits and separators is masked in linear time', () => {
    const started = performance.now();
    maskPhones('1 3-'.repeat(50_000));
    maskPhones('0'.repeat(200_000));
    maskPhones('+86 '.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
