import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spanOf } from '../../../../dashboard/src/screens/feeds/json-span.rules.js';

const cut = (text: string, pointer: string) => {
  const span = spanOf(text, pointer);
  return span === null ? null : text.slice(span.start, span.end);
};

describe('span of a JSON pointer', () => {
  it('marks exactly the value that the pointer names', () => {
    const text = '{ "id":"a,}\\"b", "location" : {"lon": 1e3,"lat":[1, {"x":null}]} }';
    expect(cut(text, '/id')).toBe('"a,}\\"b"');
    expect(cut(text, '/location/lon')).toBe('1e3');
    expect(cut(text, '/location/lat/1/x')).toBe('null');
    expect(cut(text, '')).toBe(text.trim());
  });

  it('finds keys with escapes of JSON and of pointers', () => {
    expect(cut('{"a/b":1,"~":2,"\\u0063":3}', '/a~1b')).toBe('1');
    expect(cut('{"a/b":1,"~":2}', '/~0')).toBe('2');
    expect(cut('{"\\u0063":3}', '/c')).toBe('3');
  });

  it('answers null for a member that is not there or a text that is not JSON', () => {
    expect(spanOf('{"a":1}', '/b')).toBeNull();
    expect(spanOf('[1,2]', '/2')).toBeNull();
    expect(spanOf('[1,2]', '/01')).toBeNull();
    expect(spanOf('not json', '/a')).toBeNull();
    expect(spanOf('', '/a')).toBeNull();
  });

  it('reads a cut-off message up to its end', () => {
    expect(cut('{"a": [1, 2', '/a')).toBe('[1, 2');
    expect(cut('{"a": "open', '/a')).toBe('"open');
  });

  it('skips a nesting of 200,000 without growing the stack', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(cut(`{"deep":${deep},"a":7}`, '/a')).toBe('7');
  });

  it('agrees with JSON.parse on any value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (value, pick) => {
        const keys = Object.keys(value);
        const key = keys[pick % keys.length]!;
        const text = JSON.stringify(value, null, pick % 3);
        const pointer = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        const found = cut(text, pointer);
        expect(JSON.parse(found ?? '')).toEqual(JSON.parse(JSON.stringify(value[key])));
      }),
    );
  });
});
