import { describe, expect, it } from '@jest/globals';
import { problems as problemsEn } from '../../../dashboard/src/i18n/problems.en.js';
import { problems as problemsZh } from '../../../dashboard/src/i18n/problems.zh.js';
import { messages as adminEn } from '../../../dashboard/src/screens/admin/messages.en.js';
import { messages as adminZh } from '../../../dashboard/src/screens/admin/messages.zh.js';
import { messages as feedsEn } from '../../../dashboard/src/screens/feeds/messages.en.js';
import { messages as feedsZh } from '../../../dashboard/src/screens/feeds/messages.zh.js';
import { messages as signInEn } from '../../../dashboard/src/screens/sign-in/messages.en.js';
import { messages as signInZh } from '../../../dashboard/src/screens/sign-in/messages.zh.js';

/** Every key with the names of the values it takes, e.g. `late {n}`. */
function shape(messages: object, path = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value !== 'string') return shape(value as object, `${path}${key}.`);
    return `${path}${key} ${[...value.matchAll(/\{\w+\}/g)].map(String).sort().join(' ')}`;
  });
}

describe('words of the screens', () => {
  it.each([
    ['admin', adminZh, adminEn],
    ['feeds', feedsZh, feedsEn],
    ['sign-in', signInZh, signInEn],
    ['problems', problemsZh, problemsEn],
  ])('are complete in both languages with the same values: %s', (_name, zh, en) => {
    expect(shape(en).sort()).toEqual(shape(zh).sort());
  });
});
