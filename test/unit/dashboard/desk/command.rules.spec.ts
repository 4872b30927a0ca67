import { describe, expect, test } from '@jest/globals';
import { isNo, parseCommand } from '../../../../dashboard/src/screens/desk/command.rules.js';

describe('the command line', () => {
  test.each([
    ['派 2470 特检一组', { verb: 'send', no: '2470', rest: '特检一组' }],
    ['派2470 特检', { verb: 'send', no: '2470', rest: '特检' }],
    ['p 2470 tjyz', { verb: 'send', no: '2470', rest: 'tjyz' }],
    ['Ｐ　２４７０', { verb: 'send', no: '2470', rest: '' }],
    ['p tjyz', { verb: 'send', no: null, rest: 'tjyz' }],
    ['合 2470 2475', { verb: 'merge', no: '2470', rest: '2475' }],
    ['合 2475', { verb: 'merge', no: null, rest: '2475' }],
    ['升 2470 1 轿厢内有老人', { verb: 'grade', no: '2470', rest: '1 轿厢内有老人' }],
    ['升 1', { verb: 'grade', no: null, rest: '1' }],
    ['查 辽宁路 12', { verb: 'find', no: null, rest: '辽宁路 12' }],
    ['2470', { verb: 'open', no: '2470', rest: '' }],
    ['辽宁路', { verb: null, no: null, rest: '辽宁路' }],
    ['polder', { verb: null, no: null, rest: 'polder' }],
    ['send 6 lift', { verb: 'send', no: '6', rest: 'lift' }],
  ])('%s', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  test('a number is meant as people say it', () => {
    expect(isNo('2470', '20261122-2470')).toBe(true);
    expect(isNo('6', '20261122-0006')).toBe(true);
    expect(isNo('20261122-0006', '20261122-0006')).toBe(true);
    expect(isNo('247', '20261122-2470')).toBe(false);
  });
});
