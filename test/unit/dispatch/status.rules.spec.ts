import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnitStatus } from '../../../protocol/unit.js';
import { PATIENCE } from '../../../server/domain/dispatch/patience.data.js';
import { NEXT } from '../../../protocol/unit-status.js';
import { isSilent, mayGo, statusAfter, type UnitEvent } from '../../../server/domain/dispatch/status.rules.js';

const statuses = fc.constantFrom(...UnitStatus.options);
const events = fc.constantFrom<UnitEvent>('assigned', 'arrived', 'handled', 'ended');

describe('the status clock', () => {
  it('reaches every status from standby, and standby from every status', () => {
    const reach = (from: UnitStatus) => {
      const seen = new Set<UnitStatus>([from]);
      for (const at of seen) for (const next of NEXT[at]) seen.add(next);
      return seen.size;
    };
    for (const status of UnitStatus.options)
      expect([status, reach(status)]).toEqual([status, UnitStatus.options.length]);
  });

  it('never moves a unit by an assignment where it could not go itself', () => {
    fc.assert(
      fc.property(events, statuses, fc.nat(5), (event, from, others) => {
        const to = statusAfter(event, from, others);
        return to === from || mayGo(from, to);
      }),
    );
  });

  it('does not send a unit home that still holds another incident', () => {
    fc.assert(
      fc.property(statuses, fc.integer({ min: 1, max: 9 }), (from, others) => {
        return statusAfter('handled', from, others) === from && statusAfter('ended', from, others) === from;
      }),
    );
  });

  it('sends a unit that is called off before it left back to standby, one on its way home', () => {
    expect(statusAfter('ended', 'dispatched', 0)).toBe('standby');
    expect(statusAfter('ended', 'en-route', 0)).toBe('returning');
    expect(statusAfter('handled', 'handling', 0)).toBe('returning');
    expect(statusAfter('assigned', 'handling', 1)).toBe('handling');
    expect(statusAfter('assigned', 'lost', 0)).toBe('lost');
  });

  it('loses a unit only where somebody expects a word, and only after the limit', () => {
    const limitMs = (PATIENCE['en-route'] as number) * 1000;
    expect(isSilent('en-route', limitMs, PATIENCE)).toBe(false);
    expect(isSilent('en-route', limitMs + 1, PATIENCE)).toBe(true);
    for (const quiet of ['standby', 'resting', 'lost'] as const) expect(isSilent(quiet, 1e12, PATIENCE)).toBe(false);
  });
});
