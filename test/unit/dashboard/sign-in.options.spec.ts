import { describe, expect, it } from '@jest/globals';
import { afterSignIn, countdown, serviceState } from '../../../dashboard/src/screens/sign-in/sign-in.options.js';

describe('sign-in', () => {
  it('goes back to the page that was asked for, else to the home of the role', () => {
    expect(afterSignIn('/feeds?rows=x#y', 'operator')).toBe('/feeds?rows=x#y');
    expect(afterSignIn(undefined, 'operator')).toBe('/wall');
    expect(afterSignIn('/', 'admin')).toBe('/admin');
  });

  it('never leaves the service or goes in a circle', () => {
    for (const next of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/sign-in',
      '/signin?next=/',
    ])
      expect(afterSignIn(next, 'duty')).toBe('/wall');
  });

  it('counts a lock down in minutes and seconds', () => {
    expect([600, 599.2, 61, 59.01, 0.4, -1].map(countdown)).toEqual(['10:00', '10:00', '1:01', '1:00', '0:01', '0:00']);
  });

  it('tells a service that starts from one that is away', () => {
    expect([200, 503, 500, 0, 502].map(serviceState)).toEqual(['normal', 'starting', 'starting', 'away', 'away']);
  });
});
