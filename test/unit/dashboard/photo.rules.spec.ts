import { describe, expect, it } from '@jest/globals';
import type { Attachment } from '../../../protocol/incident.js';
import { counterpart, zoomed, ZOOM } from '../../../dashboard/src/incidents/photo.rules.js';

const photo = (file: string, kind: Attachment['kind']): Attachment => ({
  file,
  kind,
  at: '2026-11-22T01:40:00Z',
  by: '李明',
});

describe('photos', () => {
  it('grow and shrink in steps, never beyond all of it or eight times', () => {
    expect(zoomed(1, 1)).toBe(ZOOM.step);
    expect(zoomed(ZOOM.step, -1)).toBe(1);
    expect(zoomed(1, -1)).toBe(ZOOM.least);
    expect(zoomed(ZOOM.most, 1)).toBe(ZOOM.most);
  });

  it('are held against the newest of the other side, and against nothing where there is none', () => {
    const [first, before, after] = [photo('a', 'near'), photo('b', 'before'), photo('c', 'after')];
    const all = [first, before, after];
    expect(counterpart(all, after)).toBe(1);
    expect(counterpart(all, first)).toBe(2);
    expect(counterpart([first, before], before)).toBe(-1);
  });
});
