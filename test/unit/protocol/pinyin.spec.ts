import { describe, expect, test } from '@jest/globals';
import { initialsOf, typedIn } from '../../../protocol/pinyin.js';

describe('pinyin initials', () => {
  test.each([
    ['特检一组', 'tjyz'],
    ['燃气泄漏', 'rqxl'],
    ['文昌综合执法队', 'wczhzfd'],
    ['海尔路83号', 'hel83h'],
    ['消防澄矶站', 'xfcjz'],
    // One character for each letter, from everyday words.
    ['安八才打二发高好家开来马那哦平去人三天我下一在', 'abcdefghjklmnopqrstwxyz'],
  ])('%s is %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  test('letters are found at the beginning or within, by any reading of the common characters', () => {
    expect(typedIn('特检一组', 'tj')).toBe(0);
    expect(typedIn('锦渡特检一组', 'tjyz')).toBe(2);
    expect(typedIn('长浦路', 'cpl')).toBe(0);
    expect(typedIn('长浦路', 'zpl')).toBe(0);
    expect(typedIn('Gas leak', 'gas')).toBe(0);
    expect(typedIn('特检一组', '检')).toBe(1);
    expect(typedIn('特检一组', 'xf')).toBeNull();
    expect(typedIn('特检一组', '消')).toBeNull();
  });
});
