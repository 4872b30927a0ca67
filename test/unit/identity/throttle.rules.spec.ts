import { expect, test } from '@jest/globals';
import { lockedForS } from '../../../server/identity/throttle.rules.js';

const failures = (here: number, anywhere = here, agoS = 0) => ({
  fromAddress: here,
  lastFromAddressAgoS: agoS,
  fromAnywhere: anywhere,
  lastFromAnywhereAgoS: agoS,
});

test.each([
  [0, 0],
  [4, 0],
  [5, 600],
  [6, 1200],
  [7, 2400],
  [10, 19_200],
  [11, 21_600],
  [500, 21_600],
])('%i failures from one address lock for %i s', (n, lockS) => {
  expect(lockedForS(failures(n))).toBe(Math.max(lockS, n >= 20 ? 21_600 : 0));
});

test('a lock runs out', () => {
  expect(lockedForS(failures(5, 5, 599.2))).toBe(1);
  expect(lockedForS(failures(5, 5, 600))).toBe(0);
});

test('failures elsewhere lock here from the twentieth on', () => {
  expect(lockedForS(failures(0, 19))).toBe(0);
  expect(lockedForS(failures(0, 20))).toBe(600);
});
