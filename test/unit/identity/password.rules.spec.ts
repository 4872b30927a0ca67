import { expect, test } from '@jest/globals';
import { PASSWORD_PROFILES, passwordFault } from '../../../server/identity/password.rules.js';
import { newPassword, passwordFrom } from '../../../server/identity/token.js';

const fault = (password: string, profile: keyof typeof PASSWORD_PROFILES = 'asvs') =>
  passwordFault(password, 'zhou.min', PASSWORD_PROFILES[profile]);

test.each([
  ['eleven char', 'password/too-short'],
  ['🚒🚓🚑🚒🚓🚑🚒🚓🚑🚒🚓', 'password/too-short'],
  ['x'.repeat(201), 'password/too-long'],
  ['passwordpassword', 'password/common'],
  ['Password20262026!!', 'password/common'],
  ['abababababab', 'password/common'],
  ['qwertyuiopasdf', 'password/common'],
  ['234567890123', 'password/common'],
  ['I am Zhou.Min of the desk', 'password/contains-name'],
])('%s is refused as %s', (password, code) => {
  expect(fault(password)).toBe(code);
});

test.each(['十二个汉字也是好的口令呀呀', 'grün-Stein läuft weit', 'lowercase letters only'])(
  '%s is accepted',
  (password) => {
    expect(fault(password)).toBeNull();
  },
);

test('the profile of graded protection asks for three kinds of signs', () => {
  expect(fault('lowercase letters', 'dengbao')).toBe('password/too-simple');
  expect(fault('Lowercase letters', 'dengbao')).toBeNull();
});

test('generated passwords are accepted, different, and free of look-alikes', () => {
  const made = Array.from({ length: 200 }, newPassword);
  expect(new Set(made).size).toBe(200);
  for (const password of made) {
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
    expect(fault(password)).toBeNull();
  }
});

test('bytes that would favour some signs are passed over', () => {
  const even = Buffer.alloc(64, 0);
  expect(passwordFrom(Buffer.concat([Buffer.alloc(8, 255), even])).replaceAll('-', '')).toBe('a'.repeat(20));
});
