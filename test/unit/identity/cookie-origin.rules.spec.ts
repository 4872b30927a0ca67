import { expect, test } from '@jest/globals';
import { readCookie, writeCookie } from '../../../server/identity/cookie.rules.js';
import { isOwnOrigin } from '../../../server/identity/origin.rules.js';

const own = { publicUrl: 'https://city.example/', allowed: ['https://wall.example:8443'] };

test.each([
  ['https://city.example', 'city.example', true],
  ['HTTPS://CITY.EXAMPLE', 'city.example', true],
  ['https://city.example:443', 'city.example', true],
  ['https://wall.example:8443', 'city.example', true],
  ['http://localhost:5173', 'localhost:3000', true],
  ['http://[::1]:3000', '127.0.0.1:3000', true],
  ['http://localhost:5173', 'city.example', false],
  ['http://city.example', 'city.example', false],
  ['https://city.example.evil.example', 'city.example', false],
  ['http://localhost.evil.example', 'localhost:3000', false],
  ['null', 'city.example', false],
  ['', 'city.example', false],
  [undefined, 'city.example', false],
  ['javascript://city.example', 'city.example', false],
  ['https://city.example@evil.example', 'city.example', false],
])('Origin %s at %s is ours: %s', (origin, host, isOwn) => {
  expect(isOwnOrigin({ origin, host }, own)).toBe(isOwn);
});

test('the address that a request came to is ours under its own scheme only', () => {
  const host = '10.1.2.3:3000';
  expect(isOwnOrigin({ origin: `http://${host}`, host, scheme: 'http' }, own)).toBe(true);
  expect(isOwnOrigin({ origin: `http://${host}`, host, scheme: 'https' }, own)).toBe(false);
  expect(isOwnOrigin({ origin: `http://${host}`, host }, own)).toBe(false);
});

test('what the browser calls cross-site needs an explicitly allowed origin', () => {
  const from = { host: 'city.example', secFetchSite: 'cross-site' };
  expect(isOwnOrigin({ ...from, origin: 'https://city.example' }, own)).toBe(false);
  expect(isOwnOrigin({ ...from, origin: 'https://wall.example:8443' }, own)).toBe(true);
});

test('a plain cookie counts only where plain http was allowed, and never before the secure one', () => {
  expect(readCookie('a=1; __Host-cb=good; cb=planted', false)).toBe('good');
  expect(readCookie('cb=planted', false)).toBeNull();
  expect(readCookie('cb=plain; __Host-cb=good', true)).toBe('good');
  expect(readCookie('cb=plain', true)).toBe('plain');
  for (const nothing of [undefined, '', '__Host-cb=', 'x__Host-cb=1', '=1'])
    expect(readCookie(nothing, true)).toBeNull();
});

test('a cookie is written as browsers demand of __Host-', () => {
  expect(writeCookie('t', 60, true)).toBe('__Host-cb=t; Secure; Path=/; HttpOnly; SameSite=Strict; Max-Age=60');
  expect(writeCookie('t', 0, false)).toBe('cb=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
});
